using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Cli.Doctor;

/// <summary>What the agent of one member says; all null when it could not be asked.</summary>
internal sealed record NodeEvidence(NodeView Member)
{
    public SelfView? Self { get; init; }

    /// <summary>Whom it takes for the primary.</summary>
    public LeaderView? Leader { get; init; }

    /// <summary>Whether it is primary with a live lease.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>The ids of all members, as it knows them.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>Why it could not be asked.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Why it did not accept the question.</summary>
    public string? Refused { get; init; }
}
