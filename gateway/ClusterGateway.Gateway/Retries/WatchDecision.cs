using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Semantics §1.7: when a node goes down, a request that waits for its headers is moved if that is safe, and otherwise ended. A node in
/// maintenance is not down: it may finish what it has. Pure.
/// </summary>
internal static class WatchDecision
{
    /// <param name="node">The node as the gateway sees it; null for a destination that is none.</param>
    /// <param name="now">Timestamp, in the unit of the wait's.</param>
    public static CutReason Decide(WatchedWait wait, NodeState? node, long now)
    {
        if (wait.Limit > 0 && now - wait.Since >= wait.Limit)
        {
            return CutReason.FirstByte;
        }

        // What cannot be sent again is given up only when the application is silent: one that stops in order still answers it.
        return node is not null && IsDown(node) && (wait.IsSafe || node.ApplicationSilent) ? CutReason.NodeDown : CutReason.None;
    }

    private static bool IsDown(NodeState node) => !node.Admission.KeepsBound && node.Health is (NodeHealth.Unhealthy or NodeHealth.Starting);
}
