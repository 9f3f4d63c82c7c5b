using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What decides whether this node may be primary.</summary>
internal sealed record FitnessEvidence
{
    public bool IsShuttingDown { get; init; }

    public required bool IsRegistered { get; init; }

    public required AdministrativeState State { get; init; }

    public required Health Health { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether this process holds the lease.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Whether an administrator has paused automatic failover, as far as this node knows.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Why this node gave the role up by itself a moment ago; null when it did not.</summary>
    public string? Resigned { get; init; }

    /// <summary>An administrator's wish that the term of this process should end; null when there is none.</summary>
    public SwitchoverRecord? Switchover { get; init; }

    /// <summary>How long a better node must have been a candidate before the role goes back to it; null when it stays.</summary>
    public TimeSpan? Failback { get; init; }

    /// <summary>The best candidate with a higher failover priority than this node's; null when there is none.</summary>
    public string? Better { get; init; }

    /// <summary>For how long there has been one without a break.</summary>
    public TimeSpan BetterFor { get; init; }
}
