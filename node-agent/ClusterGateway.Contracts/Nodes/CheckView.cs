namespace ClusterGateway.Contracts.Nodes;

/// <summary>One check of a node's agent: its last outcome. <see cref="Passing"/> is null until it has run once.</summary>
public sealed record CheckView(string Name, CheckImpact Impact, bool? Passing, DateTimeOffset? LastRun, string? Output);
