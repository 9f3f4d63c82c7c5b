using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary><c>ClusterGateway:PlacementMemory</c>: where clients without a cookie were placed.</summary>
internal sealed record PlacementMemoryOptions
{
    public const string Section = "ClusterGateway:PlacementMemory";

    public static readonly TimeSpan ShortestIdle = TimeSpan.FromMinutes(5);

    /// <summary>Entries kept, 1,000 to 1,000,000 (the default); 16 bytes each. Beyond it the ones seen longest ago give way.</summary>
    [Range(1_000, 1_000_000)]
    public int Capacity { get; init; } = 1_000_000;

    /// <summary>A client not seen for so long is placed anew. Default 30 min, at least 5 min.</summary>
    public Duration Idle { get; init; } = TimeSpan.FromMinutes(30);
}
