namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/lease</c>: who is primary, with a time to live. Its term is the revision of <c>leader/term</c>.</summary>
internal sealed record LeaseRecord(string NodeId, string Instance, DateTimeOffset AcquiredAt)
{
    /// <summary>A node's earlier process is somebody else.</summary>
    public bool IsHeldBy(string nodeId, string instance) => NodeId == nodeId && Instance == instance;
}
