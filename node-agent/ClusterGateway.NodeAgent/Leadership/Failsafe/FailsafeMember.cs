using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>Answers a primary that does not reach the store.</summary>
internal sealed partial class FailsafeMember(
    ILeadership leadership, TermMemory terms, FailsafePromise promise, NodeIdentity self, LeadershipOptions options, LeaseTiming timing,
    StoreReachability reachability, IClusterStore store, TimeProvider time, ILogger<FailsafeMember> logger)
{
    private readonly Lock _lock = new();
    private string? _said;
    private long _saidAt;

    /// <returns>Why it must step down, in a sentence; null when this node has promised not to compete.</returns>
    public async Task<string?> AcknowledgeAsync(FailsafeRequest request, CancellationToken cancellationToken)
    {
        var answers = options.Failsafe && await StoreAnswersAsync(cancellationToken);
        var refused = FailsafeDecision.WhyNot(new FailsafeEvidence(
            options.Failsafe, request.Cluster == self.Cluster, leadership.IsPrimary, request.Term, terms.Highest, answers));
        refused ??= Promise(request.Term);
        promise.NoteAsked(request.Cluster == self.Cluster ? request.Term : 0);
        var level = IsNews($"{request.NodeId} {request.Term} {refused}") ? LogLevel.Information : LogLevel.Debug;
        if (refused is null)
        {
            Log.Promised(logger, level, request.NodeId, request.Term);
        }
        else
        {
            Log.Refused(logger, level, request.NodeId, request.Term, refused);
        }

        return refused;
    }

    private string? Promise(long term)
    {
        if (!promise.TryGive(term))
        {
            return "this node competes for the lease itself";
        }

        // Between the evidence and the promise this node may have become primary, or learned of a later term.
        if (leadership.IsPrimary || term < terms.Highest)
        {
            return "this node knows of a later term";
        }

        // A store that was rolled back to before this term must not let it be given again.
        terms.Remember(term);
        return null;
    }

    /// <summary>Primaries ask every second: the log has one line for each outage.</summary>
    private bool IsNews(string said)
    {
        lock (_lock)
        {
            var news = said != _said || time.GetElapsedTime(_saidAt) > timing.Lease;
            (_said, _saidAt) = (said, time.GetTimestamp());
            return news;
        }
    }

    /// <summary>Half of what the primary waits for this answer.</summary>
    private async Task<bool> StoreAnswersAsync(CancellationToken cancellationToken)
    {
        if (!reachability.IsReachable)
        {
            return false;
        }

        try
        {
            using var bound = new BoundedToken(timing.Attempt / 2, time, cancellationToken);
            await store.PingAsync(bound.Token);
            return true;
        }
        catch (Exception exception) when (LeaderLook.IsNoAnswer(exception, cancellationToken))
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1220, Message = "{Node} may go on in term {Term} without the store: this node does not compete", EventName = "FailsafePromised")]
        public static partial void Promised(ILogger logger, LogLevel level, string node, long term);

        [LoggerMessage(EventId = 1221, Message = "{Node} must not go on in term {Term} without the store: {Reason}", EventName = "FailsafeRefused")]
        public static partial void Refused(ILogger logger, LogLevel level, string node, long term, string reason);
    }
}
