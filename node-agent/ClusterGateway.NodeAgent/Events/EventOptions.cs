namespace ClusterGateway.NodeAgent.Events;

/// <summary>Section <c>ClusterGateway:Events</c>.</summary>
internal sealed record EventOptions
{
    /// <summary>So many of the cluster's own events are kept, and as many of applications and share links; the primary removes older ones. 100–1,000,000, default 10,000.</summary>
    public int Retention { get; init; } = 10_000;
}
