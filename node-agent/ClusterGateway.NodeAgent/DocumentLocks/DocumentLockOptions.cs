using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>Section <c>ClusterGateway:DocumentLocks</c>: docs/operations/locks.md.</summary>
internal sealed record DocumentLockOptions
{
    /// <summary>WOPI's own default.</summary>
    public static readonly Duration DefaultTimeToLive = Duration.FromSeconds(1800);

    /// <summary>How long a lock holds after its last refresh when the request does not say.</summary>
    [DurationWithin(60, 3600)]
    public Duration TimeToLive { get; init; } = DefaultTimeToLive;
}
