namespace ClusterGateway.NodeAgent.Screening.Blocks;

/// <summary>A block; its end is the entry's time to live.</summary>
internal sealed record BlockRecord(string Reason, string? Scope, string Actor, DateTimeOffset BlockedAt);
