using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>
/// Section <c>ClusterGateway:Timeouts</c>: how long the gateway waits for a node, on every <c>cluster://</c> cluster whose own settings, or
/// its route's, say nothing else.
/// </summary>
internal sealed record TimeoutOptions
{
    public const string Section = "ClusterGateway:Timeouts";

    /// <summary>24 days: YARP counts milliseconds in 32 bits.</summary>
    private const double Most = 24 * 86_400;

    /// <summary>For a connection.</summary>
    [DurationWithin(0.01, 300)]
    public Duration Connect { get; init; } = Duration.FromSeconds(3);

    /// <summary>For the headers of a response, from the last byte of the request; 0: as long as <see cref="Idle"/>.</summary>
    [DurationWithin(0.01, Most, OrZero = true)]
    public Duration FirstByte { get; init; }

    /// <summary>Without a byte in either direction.</summary>
    [DurationWithin(0.01, Most)]
    public Duration Idle { get; init; } = Duration.FromSeconds(100);

    /// <summary>The same for upgraded connections (WebSocket) and event streams.</summary>
    [DurationWithin(0.01, Most)]
    public Duration Upgraded { get; init; } = Duration.FromSeconds(3600);

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<TimeoutOptions>(configuration.GetSection(Section));
}
