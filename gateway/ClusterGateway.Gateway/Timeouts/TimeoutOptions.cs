using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>
/// Section <c>ClusterGateway:Timeouts</c>: how long the gateway waits for a node, on every <c>cluster://</c> cluster whose own settings, or
/// its route's, say nothing else.
/// </summary>
internal sealed record TimeoutOptions
{
    public const string Section = "ClusterGateway:Timeouts";

    /// <summary>For a connection (default 3 s).</summary>
    public Duration Connect { get; init; } = Duration.FromSeconds(3);

    /// <summary>For the headers of a response, from the last byte of the request (default 0: as long as <see cref="Idle"/>).</summary>
    public Duration FirstByte { get; init; }

    /// <summary>Without a byte in either direction (default 100 s).</summary>
    public Duration Idle { get; init; } = Duration.FromSeconds(100);

    /// <summary>The same for upgraded connections (WebSocket) and event streams (default 1 h).</summary>
    public Duration Upgraded { get; init; } = Duration.FromSeconds(3600);

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var shape = ConfigurationShape.Check(section, typeof(TimeoutOptions)).ToList();
        return shape.Count > 0
            ? shape
            : section.GetChildren().Select(entry => TimeoutMetadata.Mistake(entry.Key, entry.Value) is { } mistake && !IsZeroFirstByte(entry)
                ? new ConfigurationError(entry.Path, mistake)
                : null).OfType<ConfigurationError>();
    }

    private static bool IsZeroFirstByte(IConfigurationSection entry) =>
        entry.Key.Equals(nameof(FirstByte), StringComparison.OrdinalIgnoreCase) && Duration.TryParse(entry.Value, out var value) && value == default;
}
