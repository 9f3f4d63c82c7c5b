using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Section <c>ClusterGateway:Membership</c>: the same on every node. <c>2 × Heartbeat ≤ Suspect &lt; Dead</c>.</summary>
internal sealed record MembershipOptions
{
    /// <summary>How often a node renews its entry. 0.1–60 s, default 2 s.</summary>
    public Duration Heartbeat { get; init; } = Duration.FromSeconds(2);

    /// <summary>A node silent for this long (by the store's clock) is no candidate. Default 6 s.</summary>
    public Duration Suspect { get; init; } = Duration.FromSeconds(6);

    /// <summary>A node silent for this long is dead; up to 600 s, default 15 s.</summary>
    public Duration Dead { get; init; } = Duration.FromSeconds(15);
}
