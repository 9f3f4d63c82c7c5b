namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/term</c>: who acquired the lease last. Written only then, in the same commit; its revision is the term.</summary>
internal sealed record TermRecord(string NodeId, string Instance, DateTimeOffset AcquiredAt);
