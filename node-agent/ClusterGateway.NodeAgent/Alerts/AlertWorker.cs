using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Alerts.Delivery;
using ClusterGateway.NodeAgent.Alerts.Evaluation;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>Looks for what is wrong, on every node; the one that sends notes each message before it sends it, so that nobody repeats it.</summary>
internal sealed partial class AlertWorker(
    AlertObserver observer, AlertPeers peers, AlertLedger ledger, AlertDeliveries deliveries, AlertChannels channels, AlertRules rules, ILeadership leadership,
    StoreClock clock, TimeProvider time, ILogger<AlertWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConditionTimers _timers = new();
    private readonly long _started = time.GetTimestamp();
    private long? _vacantSince;
    private bool _isSender;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.Postponed(logger, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var snapshot = observer.Look();
        _vacantSince = snapshot.Leader is null ? _vacantSince ?? time.GetTimestamp() : null;
        var conditions = _timers.Note(
            snapshot, AlertConditions.Of(snapshot, rules), ledger.Current.Where(r => r.IsOpen()).Select(r => r.KeyOf()), time.GetElapsedTime(_started));
        var wasSender = _isSender;
        _isSender = await IsSenderAsync(snapshot, conditions, cancellationToken);
        if (snapshot.StoreIsReachable)
        {
            await ledger.RefreshAsync(now: _isSender && !wasSender, cancellationToken);
        }

        if (!_isSender)
        {
            deliveries.Stop();
            return;
        }

        foreach (var step in AlertPlan.Due(conditions, ledger.Current, _timers.GoneFor, rules, clock.Now).ToList())
        {
            await NoteAsync(step, isKept: snapshot.StoreIsReachable, cancellationToken);
        }

        deliveries.Go(ledger.Current, cancellationToken);
    }

    private async Task<bool> IsSenderAsync(AlertSnapshot snapshot, IReadOnlyList<HeldCondition> conditions, CancellationToken cancellationToken)
    {
        if (snapshot.StoreIsReachable)
        {
            var vacantFor = _vacantSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
            return SenderDecision.WithStore(snapshot, leadership.IsPrimary, vacantFor, rules);
        }

        // One answer that did not come is no outage, and must not end what is under way.
        return conditions.Any(c => c.Condition.Key.Code == AlertCodes.StoreUnreachable && c.Held >= rules.StoreUnreachable)
            ? SenderDecision.WithoutStore(snapshot.Self, leadership.IsPrimary, await peers.AskAsync(cancellationToken))
            : _isSender && leadership.IsPrimary;
    }

    /// <summary>Before it is sent: of two that would send, only one gets here.</summary>
    private async Task NoteAsync(AlertStep step, bool isKept, CancellationToken cancellationToken)
    {
        // Only where nobody is primary, somebody else may.
        IReadOnlyList<StoreOperation>? fence = leadership.Leader is null ? [] : leadership.Fence();
        if (isKept && fence is null)
        {
            return;
        }

        var next = AlertPlan.Next(step, Guid.NewGuid().ToString("N"), channels.Names, clock.Now);
        AlertRecord? Change(AlertRecord? known) => IsAsRead(known, step.Record) ? next : null;
        var noted = isKept
            ? await ledger.ChangeAsync(next.KeyOf(), Change, fence!, cancellationToken)
            : await ledger.ChangeAnywhereAsync(next.KeyOf(), Change, cancellationToken);
        if (noted is not null)
        {
            Log.Noted(logger, noted.Kind, noted.Code, noted.KeyOf().Subject(), noted.Detail);
        }
    }

    /// <summary>Nobody has told anything since, and what was remembered may have been forgotten.</summary>
    private static bool IsAsRead(AlertRecord? known, AlertRecord? read) => known is null
        ? read is null or { Resolved: not null }
        : read is not null && known.Id == read.Id && known.Kind == read.Kind && known.Told == read.Told;

    private static partial class Log
    {
        [LoggerMessage(2420, LogLevel.Information, "alert {Kind}: {Code} of {Node}: {Detail}", EventName = "AlertNoted")]
        public static partial void Noted(ILogger logger, AlertMessageKind kind, string code, string node, string detail);

        [LoggerMessage(2421, LogLevel.Debug, "alerts wait for the store: {Reason}", EventName = "AlertsPostponed")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(2422, LogLevel.Error, "alerts could not be looked after", EventName = "AlertsFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
