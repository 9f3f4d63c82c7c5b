namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/pause</c>: there while an administrator has paused automatic failover.</summary>
internal sealed record PauseRecord(DateTimeOffset Since, string? Actor);
