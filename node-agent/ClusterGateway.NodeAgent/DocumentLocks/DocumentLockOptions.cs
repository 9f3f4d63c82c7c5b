using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>Section <c>ClusterGateway:DocumentLocks</c>.</summary>
internal sealed record DocumentLockOptions
{
    /// <summary>WOPI's own default.</summary>
    public static readonly Duration DefaultTimeToLive = Duration.FromSeconds(1800);

    /// <summary>How long a lock holds after its last refresh when the request does not say. 60–3,600 s, default 30 min.</summary>
    public Duration TimeToLive { get; init; } = DefaultTimeToLive;
}
