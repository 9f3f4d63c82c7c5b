using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>
/// Writes <c>NodeLost</c> once for a member that fell silent. The primary does, and an entry in the same commit tells the next primary that
/// it was done; a member that left in order has that entry already, one that enters again takes it away.
/// </summary>
internal sealed partial class LostNodeWorker(
    IClusterStore store, IMembership membership, ILeadership leadership, IEventLog events, NodeIdentity self, MembershipOptions options, TimeProvider time,
    ILogger<LostNodeWorker> logger) : BackgroundService
{
    /// <summary>Other events may come first so often before the next look.</summary>
    private const int Attempts = 10;

    /// <summary>Since when this primary has seen them dead; who comes back at once, as all do after an outage of the store, was not lost.</summary>
    private readonly Dictionary<(string Id, string Instance), long> _dead = [];

    private readonly HashSet<(string Id, string Instance)> _told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Heartbeat.Value, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var member in Silent())
            {
                await TryAsync(member, stoppingToken);
            }
        }
    }

    private Member[] Silent()
    {
        var dead = leadership.Fence() is null ? [] : membership.Current.Members.Where(m => m.Liveness == Liveness.Dead && m.Id != self.Id).ToArray();
        var names = dead.Select(NameOf).ToHashSet();
        _told.IntersectWith(names);
        foreach (var gone in _dead.Keys.Except(names).ToArray())
        {
            _dead.Remove(gone);
        }

        var now = time.GetTimestamp();
        foreach (var name in names)
        {
            _dead.TryAdd(name, now);
        }

        return [.. dead.Where(m => !_told.Contains(NameOf(m)) && time.GetElapsedTime(_dead[NameOf(m)], now) >= 2 * options.Heartbeat.Value)];
    }

    private async Task TryAsync(Member member, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 1; attempt <= Attempts && !await TellAsync(member, cancellationToken); attempt++)
            {
                await Contention.PauseAsync(attempt, time, cancellationToken);
            }
        }
        catch (StoreUnavailableException exception)
        {
            Log.Postponed(logger, member.Id, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception, member.Id);
        }
    }

    /// <returns>False when only another event came first.</returns>
    private async Task<bool> TellAsync(Member member, CancellationToken cancellationToken)
    {
        if (leadership.Fence() is not { } fence)
        {
            return true;
        }

        var reason = $"no heartbeat for {options.Dead}: its agent or its machine is down, or cut off from the store";
        var told = await events.InCommitAsync(new EventRequest(EventTypes.NodeLost, member.Id, reason, self.Id), cancellationToken);
        var end = MemberKeys.EndOf(member.Id);
        StoreOperation[] operations =
        [
            .. fence,
            new StoreCheck(MemberKeys.MemberOf(member.Id), StoreCondition.Present),
            new StoreCheck(MemberKeys.AliveOf(member.Id), StoreCondition.Absent),
            new StorePut(end, MemberEnd.Lost(member.Instance), StoreCondition.Absent),
            .. told,
        ];
        var result = await store.CommitAsync(new StoreCommit(operations), cancellationToken);
        if (!result.Committed && result.Conflicts.All(conflict => told.Any(operation => operation.Key == conflict.Key)))
        {
            return false;
        }

        if (result.Committed || result.Conflicts.Any(conflict => conflict.Key == end))
        {
            _told.Add(NameOf(member));
        }

        if (result.Committed)
        {
            Log.Lost(logger, member.Id, reason);
        }

        return true;
    }

    private static (string Id, string Instance) NameOf(Member member) => (member.Id, member.Instance);

    private static partial class Log
    {
        [LoggerMessage(1540, LogLevel.Warning, "node {Node} is lost: {Reason}", EventName = "NodeLost")]
        public static partial void Lost(ILogger logger, string node, string reason);

        [LoggerMessage(1541, LogLevel.Debug, "the event of the loss of {Node} waits: {Reason}", EventName = "NodeLostPostponed")]
        public static partial void Postponed(ILogger logger, string node, string reason);

        [LoggerMessage(1542, LogLevel.Error, "the event of the loss of {Node} could not be written", EventName = "NodeLostFailed")]
        public static partial void Failed(ILogger logger, Exception exception, string node);
    }
}
