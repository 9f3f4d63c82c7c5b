namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/released</c>: the last term that was given back. A term without it ended by running out, or goes on without the store.</summary>
internal sealed record ReleasedRecord(long Term);
