using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary><c>ClusterGateway:PlacementMemory</c>: where clients without a cookie were placed.</summary>
internal sealed record PlacementMemoryOptions
{
    public const string Section = "ClusterGateway:PlacementMemory";

    /// <summary>Entries kept, 16 bytes each; beyond it the ones seen longest ago give way.</summary>
    [Range(1_000, 1_000_000)]
    public int Capacity { get; init; } = 1_000_000;

    /// <summary>A client not seen for so long is placed anew; shorter than its session lives, and it loses that.</summary>
    [DurationWithin(5 * 60, 365 * 86_400)]
    public Duration Idle { get; init; } = TimeSpan.FromMinutes(30);
}
