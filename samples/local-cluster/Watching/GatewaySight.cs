using ClusterGateway.Contracts;

namespace LocalCluster.Watching;

/// <summary>What one gateway says now: whether it is ready, and how it sees the cluster (null when it does not tell).</summary>
internal sealed record GatewaySight(string Id, bool Ready, ClusterStatusView? Cluster)
{
    /// <summary>Why it is not ready, in its own words.</summary>
    public string? Because { get; init; }
}
