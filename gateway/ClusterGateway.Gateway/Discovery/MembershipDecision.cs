using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>Makes one membership of what several agents list. Pure.</summary>
internal static class MembershipDecision
{
    /// <summary>
    /// The members by id. The freshest heartbeat wins where two lists differ; a node that no list names is gone, but when nobody
    /// answered at all, everything stays.
    /// </summary>
    /// <returns>Null when nobody answered.</returns>
    public static IReadOnlyDictionary<string, NodeView>? Merge(IReadOnlyCollection<IReadOnlyList<NodeView>> lists) =>
        lists.Count == 0
            ? null
            : lists.SelectMany(list => list)
                .Where(member => Uri.TryCreate(member.Agent, UriKind.Absolute, out _))
                .GroupBy(member => member.Id, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.MaxBy(m => m.LastSeen ?? DateTimeOffset.MinValue)!, StringComparer.Ordinal);
}
