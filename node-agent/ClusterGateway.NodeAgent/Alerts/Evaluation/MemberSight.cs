using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Alerts.Evaluation;

/// <summary>A member as far as alerts are concerned.</summary>
/// <param name="WasSeen">This process has seen it alive since it reads the membership without a break.</param>
/// <param name="PrimaryTerm">The term in which it was primary when it fell silent; null when it was not, or is not silent.</param>
/// <param name="DrainIsOverdue">Its drain is past the deadline.</param>
internal sealed record MemberSight(Member Member, bool WasSeen, long? PrimaryTerm = null, bool DrainIsOverdue = false)
{
    public string Id => Member.Id;

    /// <summary>It should be there: nobody stopped its agent in order or took the node out of service.</summary>
    public bool IsExpected => !Member.Left && Member.State != AdministrativeState.Maintenance;

    public bool IsSilent => IsExpected && Member.Liveness != Liveness.Alive;

    public bool IsUnhealthy => IsExpected && Member is { Liveness: Liveness.Alive, Health: Health.Unhealthy };

    public bool IsDown => IsSilent || IsUnhealthy;
}
