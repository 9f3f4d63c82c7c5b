using System.ComponentModel.DataAnnotations;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Section <c>ClusterGateway:Events</c>: docs/operations/events.md.</summary>
internal sealed record EventOptions
{
    /// <summary>So many of the cluster's own events are kept, and as many of applications and share links; the primary removes older ones.</summary>
    [Range(100, 1_000_000)]
    public int Retention { get; init; } = 10_000;
}
