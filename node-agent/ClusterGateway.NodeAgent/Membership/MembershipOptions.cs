using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Section <c>ClusterGateway:Membership</c>: the same on every node. <c>2 × Heartbeat ≤ Suspect &lt; Dead</c>.</summary>
internal sealed record MembershipOptions
{
    /// <summary>How often a node renews its entry.</summary>
    [DurationWithin(0.1, 60)]
    public Duration Heartbeat { get; init; } = Duration.FromSeconds(2);

    /// <summary>A node silent for this long (by the store's clock) is no candidate.</summary>
    public Duration Suspect { get; init; } = Duration.FromSeconds(6);

    /// <summary>A node silent for this long is dead.</summary>
    [DurationWithin(0.5, 600)]
    public Duration Dead { get; init; } = Duration.FromSeconds(15);
}
