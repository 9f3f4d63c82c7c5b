using ClusterGateway.Contracts.Events;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>An event that waits to be written.</summary>
/// <param name="HappenedAt">A timestamp of the monotonic clock.</param>
internal sealed record PendingEvent(EventRequest Happened, long? Term, long HappenedAt)
{
    public string Uid { get; } = Guid.NewGuid().ToString("N");
}
