namespace ClusterGateway.Contracts.Leadership;

/// <summary>The primary. <see cref="LeaseRemaining"/> is in seconds; zero when this agent only knows of the lease's existence.</summary>
public sealed record LeaderView(string NodeId, long Term, DateTimeOffset AcquiredAt, double LeaseRemaining);
