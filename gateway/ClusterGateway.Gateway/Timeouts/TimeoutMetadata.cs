using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>Timeouts in the metadata of a route, or of a YARP cluster: <c>ClusterGateway.Timeouts.Idle</c> and so on. Pure.</summary>
internal static class TimeoutMetadata
{
    public const string Prefix = "ClusterGateway.Timeouts.";

    public const string Connect = nameof(TimeoutOptions.Connect);
    public const string FirstByte = nameof(TimeoutOptions.FirstByte);
    public const string Idle = nameof(TimeoutOptions.Idle);
    public const string Upgraded = nameof(TimeoutOptions.Upgraded);

    /// <summary>YARP counts milliseconds in 32 bits.</summary>
    private static readonly Duration Most = TimeSpan.FromDays(24);

    private static readonly Duration MostConnect = TimeSpan.FromMinutes(5);
    private static readonly Duration Least = TimeSpan.FromMilliseconds(10);

    public static TimeSpan? Of(IReadOnlyDictionary<string, string>? metadata, string name) =>
        metadata is not null && metadata.TryGetValue(Prefix + name, out var text) && Duration.TryParse(text, out var value) ? value : null;

    /// <summary>For a connection to a server of a YARP cluster: what its metadata says, or ours where nodes are its servers.</summary>
    /// <returns>Null for plain YARP, which has its own.</returns>
    public static TimeSpan? ConnectOf(IReadOnlyDictionary<string, string>? metadata, TimeoutOptions options) =>
        Of(metadata, Connect) ?? (metadata?.ContainsKey(ClusterAddress.PoolMetadata) == true ? options.Connect : null);

    /// <returns>What is wrong with a timeout, and how to write it; null when nothing is.</returns>
    public static string? Mistake(string name, string? value)
    {
        string[] known = [Connect, FirstByte, Idle, Upgraded];
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return $"is unknown; known are {string.Join(", ", known)}";
        }

        var most = name.Equals(Connect, StringComparison.OrdinalIgnoreCase) ? MostConnect : Most;
        return Duration.TryParse(value, out var duration) && duration >= Least && duration <= most
            ? null
            : $"'{value}' is no time from {Least} to {most}; write it like \"30s\" or \"5m\"";
    }
}
