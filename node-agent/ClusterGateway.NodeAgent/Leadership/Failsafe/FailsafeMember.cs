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
    /// <returns>Why it must step down, in a sentence; null when this node has promised not to compete.</returns>
    public async Task<string?> AcknowledgeAsync(FailsafeRequest request, CancellationToken cancellationToken)
    {
        var answers = options.Failsafe && await StoreAnswersAsync(cancellationToken);
        var refused = FailsafeDecision.WhyNot(new FailsafeEvidence(
            options.Failsafe, request.Cluster == self.Cluster, leadership.IsPrimary, request.Term, terms.Highest, answers));
        refused ??= promise.TryGive(request.Term) ? null : "this node competes for the lease itself";
        if (refused is null)
        {
            Log.Promised(logger, request.NodeId, request.Term);
        }
        else
        {
            Log.Refused(logger, request.NodeId, request.Term, refused);
        }

        return refused;
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
        catch (Exception exception) when (exception is StoreUnavailableException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1220, LogLevel.Information, "{Node} may go on in term {Term} without the store: this node does not compete", EventName = "FailsafePromised")]
        public static partial void Promised(ILogger logger, string node, long term);

        [LoggerMessage(1221, LogLevel.Information, "{Node} must not go on in term {Term} without the store: {Reason}", EventName = "FailsafeRefused")]
        public static partial void Refused(ILogger logger, string node, long term, string reason);
    }
}
