using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Housekeeping;

/// <summary>Section <c>ClusterGateway:Housekeeping</c>: how the primary removes from the store what has expired.</summary>
internal sealed record HousekeepingOptions
{
    /// <summary>How often the primary looks for what has expired.</summary>
    [DurationWithin(0.1, 3600)]
    public Duration Interval { get; init; } = Duration.FromSeconds(30);

    /// <summary>So many entries are removed at once, at most.</summary>
    [Range(1, 10_000)]
    public int Batch { get; init; } = 200;
}
