using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>The side of the primary: while the store gives no answer, the members' acknowledgements stand in for the renewals. The loop's thread only.</summary>
internal sealed partial class FailsafePrimary(
    FailsafeRound round, FailsafeList list, LeadershipTracker tracker, LeadershipOptions options, NodeIdentity self, IEventLog events, TimeProvider time,
    ILogger<FailsafePrimary> logger)
{
    private bool _noted;

    /// <summary>Why the last round was no acknowledgement, as a clause; null when it was, or none was needed.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Asks while the last renewal had no answer.</summary>
    /// <param name="cancellationToken">Their word is not needed any more.</param>
    /// <returns>The moment from which an acknowledgement of all counts; null when there is none.</returns>
    public async Task<ClockReading?> AskAsync(CancellationToken cancellationToken)
    {
        Refusal = null;
        if (tracker.Grant is not { Confirmed: false } grant)
        {
            return null;
        }

        var asked = ClockReading.Take(time);
        Refusal = options.Failsafe ? await round.AskAsync(grant.Term, list.Nodes, cancellationToken) : "failsafe is off";
        if (cancellationToken.IsCancellationRequested)
        {
            Refusal = null;
            return null;
        }

        return Refusal is null ? asked : null;
    }

    /// <summary>Tells once that it began, and once that it ended.</summary>
    public void Tell()
    {
        if (tracker.IsFailsafe == _noted)
        {
            return;
        }

        _noted = tracker.IsFailsafe;
        var term = tracker.Term;
        if (_noted)
        {
            const string Reason = "the store gives no answer, and every other member agreed";
            Log.Started(logger, self.Id, term, Reason);
            events.Append(new EventRequest(EventTypes.FailsafeStarted, self.Id, Reason, self.Id), term);
        }
        else
        {
            var reason = tracker.IsPrimary ? "the store answers again" : "this node is not primary any more";
            Log.Ended(logger, self.Id, reason);
            events.Append(new EventRequest(EventTypes.FailsafeEnded, self.Id, reason, self.Id), term);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1222, LogLevel.Warning, "{Node} stays primary in term {Term} without the store: {Reason}", EventName = "FailsafeStarted")]
        public static partial void Started(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1223, LogLevel.Information, "{Node} leaves failsafe: {Reason}", EventName = "FailsafeEnded")]
        public static partial void Ended(ILogger logger, string node, string reason);
    }
}
