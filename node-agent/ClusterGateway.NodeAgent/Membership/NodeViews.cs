using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>A member as the API shows it. Pure.</summary>
internal static class NodeViews
{
    /// <param name="primary">The node id of the primary; null when nobody is.</param>
    /// <param name="drain">How far its drain is; null when it does not drain.</param>
    public static NodeView Of(Member member, string? primary, long sessions, long inFlight, DrainView? drain) => new()
    {
        Id = member.Id,
        Role = member.Id == primary ? NodeRole.Primary : NodeRole.Secondary,
        AdministrativeState = member.State,
        Health = member.Health,
        Serving = Serves(member.State, member.Health),
        Address = member.Address,
        Agent = member.Agent,
        Version = member.Version,
        Weight = member.Weight,
        Route = member.Route,
        Tags = member.Tags,
        FailoverPriority = member.FailoverPriority,
        Sessions = sessions,
        InFlight = inFlight,
        Drain = drain,
        LastSeen = member.LastSeen,
        Warnings = member.Warnings,
    };

    /// <summary>Whether a node in this state serves requests: also while it drains.</summary>
    public static bool Serves(AdministrativeState state, Health health) =>
        state != AdministrativeState.Maintenance && health is Health.Healthy or Health.Degraded;
}
