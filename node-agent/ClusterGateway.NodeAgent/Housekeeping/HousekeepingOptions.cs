using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Housekeeping;

/// <summary>Section <c>ClusterGateway:Housekeeping</c>.</summary>
internal sealed record HousekeepingOptions
{
    /// <summary>How often the primary looks for what has expired. 0.1–3,600 s, default 30 s.</summary>
    public Duration Interval { get; init; } = Duration.FromSeconds(30);

    /// <summary>So many entries are removed at once, at most. 1–10,000, default 200.</summary>
    public int Batch { get; init; } = 200;
}
