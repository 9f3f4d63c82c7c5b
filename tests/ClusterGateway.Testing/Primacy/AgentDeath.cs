namespace ClusterGateway.Testing.Primacy;

/// <summary>A test killed a node's agent: from then on it renewed nothing, and could tell nobody.</summary>
/// <param name="At">When it was surely dead.</param>
public sealed record AgentDeath(string Node, TimeSpan At);
