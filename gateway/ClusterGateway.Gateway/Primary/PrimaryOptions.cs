using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Section <c>ClusterGateway:Primary</c>: admin requests while there is no primary.</summary>
internal sealed class PrimaryOptions
{
    /// <summary>How long a request waits for a primary before 503: lease + 7 s. Shorter than the lease is a warning.</summary>
    [DurationWithin(0, 300)]
    public Duration Wait { get; init; } = Duration.FromSeconds(15);

    /// <summary>How many requests may wait at once; the next one gets 503 at once.</summary>
    [Range(1, 100_000)]
    public int Queue { get; init; } = 1000;
}
