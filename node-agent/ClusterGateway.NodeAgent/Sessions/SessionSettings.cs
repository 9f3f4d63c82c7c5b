using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>Section <c>ClusterGateway:Sessions</c>: the same on every node.</summary>
internal sealed record SessionSettings
{
    /// <summary>A session that was neither put nor touched for this long is forgotten. 1 s – 30 d, default 20 min.</summary>
    public Duration IdleTime { get; init; } = TimeSpan.FromMinutes(20);
}
