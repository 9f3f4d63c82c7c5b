using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>The rule that no administrator takes the last active node away by accident. Pure.</summary>
internal static class LastActiveNode
{
    /// <summary>
    /// The member that justifies taking this one out: active, alive, and able to take its users. The commit is made conditional on it, so
    /// that two administrators who each rely on the other's node cannot both succeed. Null when there is none.
    /// </summary>
    public static MemberEntry? Survivor(string leaving, IReadOnlyList<MemberEntry> members) => members
        .Where(m => m.Record.Id != leaving && m.Record.Administrative.State == AdministrativeState.Active && TakesUsers(m))
        .MinBy(m => m.Record.Id, StringComparer.Ordinal);

    /// <summary>Whether the change takes an active node out at all.</summary>
    public static bool Matters(AdministrativeState from, AdministrativeState to) =>
        from == AdministrativeState.Active && to != AdministrativeState.Active;

    private static bool TakesUsers(MemberEntry member) =>
        member.Alive is { } alive
        && MemberReading.ParseAlive(alive).Health is Health.Healthy or Health.Degraded
        && member.Record.Weight > 0
        && !NodeTags.Has(member.Record.Tags, NodeTags.NoLoadBalance);
}
