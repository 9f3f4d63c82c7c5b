using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>
/// How long the requests of a route may be quiet. YARP knows one time for the wait and for the pauses of a body (<c>ActivityTimeout</c>);
/// a shorter one for the first byte is watched by the gateway itself. Pure.
/// </summary>
/// <param name="FirstByte">For the response headers, where that is shorter than the others; null otherwise.</param>
/// <param name="Plain">YARP's time for ordinary requests.</param>
/// <param name="LongLived">YARP's time for upgraded connections and event streams.</param>
internal sealed record RouteTimeouts(TimeSpan? FirstByte, TimeSpan Plain, TimeSpan LongLived)
{
    /// <summary>For the response headers of those: no longer than ordinary requests wait for theirs. Null where YARP's time is as short.</summary>
    public TimeSpan? LongLivedFirstByte => FirstByte ?? (Plain < LongLived ? Plain : null);

    /// <summary>The route's metadata first, then the cluster's, then YARP's own <c>ActivityTimeout</c>, then the section.</summary>
    /// <returns>Null for a plain YARP cluster that says nothing of timeouts.</returns>
    public static RouteTimeouts? Of(RouteConfig route, ClusterConfig cluster, TimeoutOptions options)
    {
        if (ClusterAddress.PoolOf(cluster) is null && !Says(route.Metadata) && !Says(cluster.Metadata))
        {
            return null;
        }

        var own = cluster.HttpRequest?.ActivityTimeout;
        var idle = Said(TimeoutMetadata.Idle) ?? own ?? options.Idle;
        var upgraded = Said(TimeoutMetadata.Upgraded) ?? own ?? options.Upgraded;
        var first = Said(TimeoutMetadata.FirstByte) ?? options.FirstByte;
        var (plain, longLived) = (Longer(idle, first), Longer(upgraded, first));
        return new RouteTimeouts(first > TimeSpan.Zero && (first < plain || first < longLived) ? first : null, plain, longLived);

        TimeSpan? Said(string name) => TimeoutMetadata.Of(route.Metadata, name) ?? TimeoutMetadata.Of(cluster.Metadata, name);
    }

    private static bool Says(IReadOnlyDictionary<string, string>? metadata) =>
        metadata?.Keys.Any(key => key.StartsWith(TimeoutMetadata.Prefix, StringComparison.OrdinalIgnoreCase)) == true;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
