using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>Section <c>ClusterGateway:Sessions</c>: the same on every node.</summary>
internal sealed record SessionSettings
{
    /// <summary>The session idle time of semantics §2; for whom gateways have bound it always counts.</summary>
    public static readonly TimeSpan DefaultIdleTime = TimeSpan.FromMinutes(20);

    /// <summary>A session that was neither put nor touched for this long is forgotten.</summary>
    [DurationWithin(1, 30 * 86_400)]
    public Duration IdleTime { get; init; } = DefaultIdleTime;
}
