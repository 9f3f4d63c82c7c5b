using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>What an answer depends on, as this node knows it at one moment.</summary>
internal sealed record AgentCheckEvidence
{
    public AdministrativeState State { get; init; }

    public Health Health { get; init; }

    /// <summary>The names of the checks that make the node unhealthy.</summary>
    public IReadOnlyList<string> FailingChecks { get; init; } = [];

    /// <summary><c>Node:Weight</c>, or 0 for a node that takes no users at all.</summary>
    public int Weight { get; init; }

    /// <summary>As far as this node can know, new users have a healthy node to go to.</summary>
    public bool AnotherIsHealthy { get; init; }

    public bool IsPrimary { get; init; }

    /// <summary>A planned hand-over of the primary role is announced.</summary>
    public bool IsStopping { get; init; }
}
