using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Registers this node once the agent listens, keeps its heartbeat, and reads the others.</summary>
internal sealed partial class MembershipWorker(
    IClusterStore store, NodeRegistration registration, MemberEntries entries, MembershipTracker tracker, NodeIdentity self, INodeHealth health,
    ITermMemory terms, ISessionCount sessions, ISettings settings, IGatewayCount gateways, ICertificateWarnings certificates, RefusedProcesses refused,
    IEventLog events, AgentExit exit, MembershipOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<MembershipWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private AliveRecord? _last;
    private string? _waiting;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Listening(stoppingToken);
        var following = Task.WhenAll(
            StoreHints.FollowAsync(store, MemberKeys.Members, tracker.Refresh, time, stoppingToken),
            StoreHints.FollowAsync(store, MemberKeys.Alive, tracker.Refresh, time, stoppingToken));
        long? beaten = null;
        Task changed = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            var refresh = tracker.RefreshWanted.Next;
            changed = changed.IsCompleted ? health.WaitForChangeAsync(health.Current.Version, stoppingToken) : changed;
            var due = beaten is null || time.GetElapsedTime(beaten.Value) >= options.Heartbeat.Value || _last?.Health != health.Current.Health;
            beaten = due ? time.GetTimestamp() : beaten;
            await TryAsync(due, stoppingToken);
            var rest = options.Heartbeat - time.GetElapsedTime(beaten!.Value);
            await Task.WhenAny(refresh, changed, Task.Delay(rest > Calm ? rest : Calm, time, stoppingToken));
            await Task.Delay(Calm, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await following;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!tracker.IsRegistered)
        {
            return;
        }

        tracker.IsRegistered = false;
        using var bound = new CancellationTokenSource(Farewell, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            await registration.LeaveAsync("its agent stops", stop.Token);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException)
        {
            Log.NotLeft(logger, exception.Message);
        }
    }

    private async Task Listening(CancellationToken stoppingToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stoppingToken);
    }

    private async Task TryAsync(bool due, CancellationToken stoppingToken)
    {
        try
        {
            if (due)
            {
                await BeatAsync(stoppingToken);
            }

            tracker.Publish(await entries.ReadAsync(stoppingToken));
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(logger, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var alive = Now(await refused.FindAsync(cancellationToken));

        // The text of a warning may change with every node that starts; for that nobody needs to be woken.
        var quiet = _last?.Health == alive.Health && _last.Warnings.Select(w => w.Code).SequenceEqual(alive.Warnings.Select(w => w.Code));
        var previous = _last?.Health;
        if (!tracker.IsRegistered || !await registration.BeatAsync(alive, quiet, cancellationToken))
        {
            await EnterAsync(alive, cancellationToken);
        }

        if (!tracker.IsRegistered)
        {
            return;
        }

        _last = alive;
        if (previous is not null && previous != alive.Health)
        {
            events.Append(new EventRequest(EventTypes.NodeHealthChanged, self.Id, health.Current.Reason, self.Id, Word(alive.Health)));
        }
    }

    private async Task EnterAsync(AliveRecord alive, CancellationToken cancellationToken)
    {
        var step = await registration.EnterAsync(alive, tracker.Own, cancellationToken);
        tracker.IsRegistered = step.Action == AdmissionAction.Enter;
        switch (step.Action)
        {
            case AdmissionAction.Enter:
                _waiting = null;
                Log.Entered(logger, self.Id, self.Agent, step.Reason);
                events.Append(new EventRequest(EventTypes.NodeJoined, self.Id, step.Reason, self.Id));
                break;
            case AdmissionAction.Refuse:
                Log.Refused(logger, step.Reason);
                await NoteRefusalAsync(step.Reason, cancellationToken);
                exit.Now(AgentExit.DuplicateNode, step.Reason);
                break;
            case var _ when step.Reason != _waiting:
                _waiting = step.Reason;
                Log.Waiting(logger, self.Id, step.Reason);
                break;
        }
    }

    /// <summary>It ends in any case, also when nobody can be told.</summary>
    private async Task NoteRefusalAsync(string reason, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(Farewell, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            await refused.NoteAsync(reason, stop.Token);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException)
        {
            Log.NotTold(logger, exception.Message);
        }
    }

    private AliveRecord Now(RefusedRecord? other)
    {
        var current = health.Current;
        var warnings = current.Warnings
            .Concat(MembershipWarnings.Of(self.Id, NodeIdentity.Version, time.LocalTimeZone.Id, tracker.Current))
            .Concat(MembershipWarnings.OfCluster(tracker.Current, gateways.Alive))
            .Concat(MembershipWarnings.OfRefused(self.Id, other))
            .Concat(settings.Warning is { } behind ? [behind] : [])
            .Concat(certificates.Current)
            .Concat(store.Capabilities.Warnings.Select(w => new WarningView(WarningCodes.Store, w)));
        return new AliveRecord(self.Instance, current.Health, terms.Highest, [.. warnings], sessions.OfThisNode ?? 0, settings.Applied);
    }

    private static string Word(Health health) => health.ToString().ToLowerInvariant();

    private static partial class Log
    {
        [LoggerMessage(1100, LogLevel.Information, "node {Id} joined the cluster as {Agent}: {Reason}", EventName = "NodeJoined")]
        public static partial void Entered(ILogger logger, string id, string? agent, string reason);

        [LoggerMessage(1101, LogLevel.Error, "{Reason}", EventName = "NodeRefused")]
        public static partial void Refused(ILogger logger, string reason);

        [LoggerMessage(1102, LogLevel.Information, "node {Id} waits to join: {Reason}", EventName = "NodeWaiting")]
        public static partial void Waiting(ILogger logger, string id, string reason);

        [LoggerMessage(1103, LogLevel.Debug, "the members could not be read, the last copy stays: {Reason}", EventName = "MembershipStale")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(1104, LogLevel.Error, "the membership could not be updated", EventName = "MembershipFailed")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(1106, LogLevel.Information, "the owner of the node id could not be told of this process: {Reason}", EventName = "RefusalNotTold")]
        public static partial void NotTold(ILogger logger, string reason);

        [LoggerMessage(1105, LogLevel.Warning, "the store was not told that this node leaves; the others will notice: {Reason}", EventName = "NodeNotLeft")]
        public static partial void NotLeft(ILogger logger, string reason);
    }
}
