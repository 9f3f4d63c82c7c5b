using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Primary;

/// <summary>
/// Decides where admin traffic may go: to the one node that claims the highest term anybody has told of, while its lease, less the
/// margin, lasts by this gateway's own clock, counted from before the question was sent. Pure.
/// </summary>
internal static class PrimarySelection
{
    /// <param name="knownTerm">The highest term of earlier snapshots: it never falls.</param>
    /// <param name="now">Timestamp of the gateway's <see cref="TimeProvider"/>.</param>
    public static (long Term, PrimaryState? Primary) Choose(IEnumerable<NodeState> nodes, long knownTerm, long now, long frequency)
    {
        var term = knownTerm;
        NodeState? holder = null;
        var claims = 0;
        foreach (var node in nodes)
        {
            if (node.Self is not { } self || self.Term < term)
            {
                continue;
            }

            if (self.Term > term)
            {
                (term, holder, claims) = (self.Term, null, 0);
            }

            if (Claims(self))
            {
                (holder, claims) = (node, claims + 1);
            }
        }

        // The same term twice must not happen; as long as it does nobody is trusted.
        var primary = claims == 1 && MayServe(holder!) ? StateOf(holder!, frequency) : null;
        return (term, primary is not null && primary.Deadline > now ? primary : null);
    }

    /// <summary>The nodes that claim one term together: none or one is right.</summary>
    public static IReadOnlyList<string> Claimants(ClusterSnapshot snapshot) =>
        [.. snapshot.Nodes.Values
            .Where(node => node.Self is { } self && Claims(self) && self.Term == snapshot.Term)
            .Select(node => node.Id)
            .Order(StringComparer.Ordinal)];

    private static bool Claims(SelfView self) => self.Role == NodeRole.Primary;

    private static bool MayServe(NodeState node) =>
        node.Address is not null && node.Health is not (NodeHealth.Unhealthy or NodeHealth.Starting)
        && node.AdministrativeState != AdministrativeState.Maintenance;

    private static PrimaryState StateOf(NodeState node, long frequency)
    {
        var trusted = Math.Max(0, node.Self!.LeaseRemaining - node.Self.LeaseMargin);
        return new PrimaryState(node.Id, node.Self.Term, node.SelfAt + (long)(trusted * frequency), node.Self.Stopping);
    }
}
