namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// <c>leader/failsafe</c>: whom the primary asks before it goes on without the store, in order, itself among them. It is of the current term
/// when its revision is not below that.
/// </summary>
internal sealed record FailsafeRecord(IReadOnlyList<string> Nodes);
