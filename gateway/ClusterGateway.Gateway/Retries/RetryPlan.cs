using System.Globalization;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Retries;

/// <summary>What may be sent again on a route. Made once for each.</summary>
/// <param name="IsOn">Requests of this route are tried again at all.</param>
/// <param name="IsWatched">What becomes of their attempts is noticed, whether or not they are tried again.</param>
/// <param name="Buffer">Bodies up to so many bytes are kept for another attempt; 0 for none.</param>
/// <param name="Idempotent">PUT and DELETE too may be sent a second time (RFC 9110 §9.2.2).</param>
internal sealed record RetryPlan(bool IsOn, bool IsWatched, int Buffer, bool Idempotent)
{
    public const string BufferKey = "ClusterGateway.Retries.Buffer";
    public const string IdempotentKey = "ClusterGateway.Retries.Idempotent";
    public const int MostBuffer = 16 * 1024 * 1024;

    public static RetryPlan Of(RouteConfig route, ClusterConfig cluster, RetryOptions options) => new(
        RetryScope.Includes(cluster),
        RetryScope.Includes(cluster) || ClusterAddress.PoolOf(cluster) == ClusterPool.Serving,
        int.TryParse(Said(route, cluster, BufferKey), CultureInfo.InvariantCulture, out var buffer) ? buffer : options.Buffer,
        bool.TryParse(Said(route, cluster, IdempotentKey), out var idempotent) ? idempotent : options.Idempotent);

    /// <returns>What is wrong with an entry of a route's or cluster's metadata; null when nothing is.</returns>
    public static string? Mistake(string key, string? value) => key switch
    {
        BufferKey => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes <= MostBuffer
            ? null
            : $"'{value}' is no number of bytes from 0 to {MostBuffer}",
        IdempotentKey or RetryScope.MetadataKey => bool.TryParse(value, out _) ? null : $"'{value}' is neither true nor false",
        _ => $"is unknown; known are {RetryScope.MetadataKey}, {BufferKey}, {IdempotentKey}",
    };

    private static string? Said(RouteConfig route, ClusterConfig cluster, string key) =>
        route.Metadata?.GetValueOrDefault(key) ?? cluster.Metadata?.GetValueOrDefault(key);
}
