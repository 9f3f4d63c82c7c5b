using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Section <c>ClusterGateway:Primary</c>: admin requests while there is no primary.</summary>
internal sealed class PrimaryOptions
{
    /// <summary>How long a request waits for a primary before 503. Default 15 s (lease + 7 s); below the lease is a warning.</summary>
    public Duration Wait { get; init; } = Duration.FromSeconds(15);

    /// <summary>How many requests may wait at once. Default 1,000, 1 to 100,000.</summary>
    public int Queue { get; init; } = 1000;
}
