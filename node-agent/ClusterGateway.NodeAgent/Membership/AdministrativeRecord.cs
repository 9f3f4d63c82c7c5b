using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What a person wants of a node, since when (by the clock of the agent that was asked), and who.</summary>
internal sealed record AdministrativeRecord(
    AdministrativeState State = AdministrativeState.Active, DateTimeOffset? Since = null, string? Actor = null);
