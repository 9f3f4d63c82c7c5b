using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Who should be primary. Every node computes the same order of the same members. Pure.</summary>
internal static class PrimarySelection
{
    /// <summary>Best first: healthy before degraded, a higher failover priority, less behind with the settings, then the node id.</summary>
    public static IReadOnlyList<Candidate> Order(IEnumerable<Candidate> candidates) =>
    [
        .. candidates
            .OrderBy(c => c.Health == Health.Healthy ? 0 : 1)
            .ThenByDescending(c => c.FailoverPriority)
            .ThenBy(c => c.SettingsLag)
            .ThenBy(c => c.NodeId, StringComparer.Ordinal),
    ];

    /// <summary>The members that may be primary as far as this node knows.</summary>
    public static IEnumerable<Candidate> Candidates(IReadOnlyList<Member> members) => members
        .Where(m => m.Liveness == Liveness.Alive && WhyNot(m.State, m.Health, m.Tags) is null)
        .Select(m => new Candidate(m.Id, m.Health, m.FailoverPriority, LagOf(m.Id, members)));

    /// <summary>How many revisions of the settings a member is behind the furthest, by their heartbeats; its own too, so that all see the same.</summary>
    public static long LagOf(string id, IReadOnlyList<Member> members) =>
        members.Select(m => m.SettingsRevision).DefaultIfEmpty().Max() - (members.FirstOrDefault(m => m.Id == id)?.SettingsRevision ?? 0);

    /// <summary>The best candidate whose failover priority is higher; null when there is none. One that is merely degraded does not count.</summary>
    public static string? Better(IEnumerable<Candidate> others, int failoverPriority) =>
        Order(others.Where(c => c.Health == Health.Healthy && c.FailoverPriority > failoverPriority)) is [var best, ..] ? best.NodeId : null;

    /// <summary>Whether a node with these tags may never be primary.</summary>
    public static bool IsExcluded(IReadOnlyList<string> tags) => NodeTags.Has(tags, NodeTags.NoFailover);

    /// <summary>Why a node in this state must not be primary, as the end of a sentence; null when it may.</summary>
    public static string? WhyNot(AdministrativeState state, Health health, IReadOnlyList<string> tags) => (state, health) switch
    {
        _ when IsExcluded(tags) => "the node is tagged noFailover",
        (AdministrativeState.Draining, _) => "the node is draining",
        (AdministrativeState.Maintenance, _) => "the node is in maintenance",
        (_, Health.Healthy or Health.Degraded) => null,
        (_, Health.Starting) => "the node is starting",
        (_, Health.Unhealthy) => "the node is unhealthy",
        _ => "the node's health is unknown",
    };
}
