using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>Moves this node from draining to maintenance, when its clients are gone or the deadline has passed.</summary>
internal sealed partial class DrainWorker(
    IMembership membership, IMemberRegistry registry, NodeTraffic traffic, NodeIdentity self, IEventLog events, TimeProvider time,
    ILogger<DrainWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long? _quietSince;

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
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!membership.IsRegistered || membership.OwnState != AdministrativeState.Draining)
        {
            _quietSince = null;
            return;
        }

        var sessions = DrainDecision.Sessions(traffic.BoundTo(self.Id), traffic.ReferencesOf(self.Id));
        _quietSince = sessions == 0 ? _quietSince ?? time.GetTimestamp() : null;
        var quietFor = _quietSince is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
        var remaining = await registry.DrainRemainingAsync(self.Id, cancellationToken);
        if (DrainDecision.Finished(remaining, sessions, quietFor) is not { } reason)
        {
            return;
        }

        var change = await registry.ChangeStateAsync(
            self.Id, AdministrativeState.Maintenance, TimeSpan.Zero, force: true, self.Id, AdministrativeState.Draining, cancellationToken);
        if (change.Outcome == MemberChangeOutcome.Done)
        {
            Log.Drained(logger, self.Id, reason);
            events.Append(new EventRequest(EventTypes.NodeDrained, self.Id, reason, self.Id));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1510, LogLevel.Information, "{Node} is drained and now in maintenance: {Reason}", EventName = "NodeDrained")]
        public static partial void Drained(ILogger logger, string node, string reason);

        [LoggerMessage(1511, LogLevel.Debug, "the drain goes on for now: {Reason}", EventName = "DrainPostponed")]
        public static partial void Postponed(ILogger logger, string reason);
    }
}
