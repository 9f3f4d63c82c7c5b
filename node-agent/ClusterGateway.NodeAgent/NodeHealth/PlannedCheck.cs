namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>A check that this node runs, by its name.</summary>
internal sealed record PlannedCheck(string Name, CheckOptions Options);
