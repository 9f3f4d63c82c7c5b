using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>
/// Marks the YARP clusters that have a <c>cluster://</c> destination. When YARP calls a filter the destinations are resolved already,
/// perhaps to none at all, so the pool is read from the configuration itself.
/// </summary>
internal sealed class ClusterPoolFilter(IConfiguration configuration) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        var pool = configuration.GetSection($"ReverseProxy:Clusters:{cluster.ClusterId}:Destinations").GetChildren()
            .Select(destination => ClusterAddress.PoolOf(destination["Address"]))
            .Max();
        return ValueTask.FromResult(pool is { } marked ? Mark(cluster, marked) : cluster);
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        ValueTask.FromResult(route);

    private static ClusterConfig Mark(ClusterConfig cluster, ClusterPool pool)
    {
        var metadata = new Dictionary<string, string>(cluster.Metadata ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase)
        {
            [ClusterAddress.PoolMetadata] = pool == ClusterPool.Primary ? ClusterAddress.Primary : ClusterAddress.Serving,
        };

        // Admin requests never read or write the user's affinity cookie.
        return pool == ClusterPool.Primary
            ? cluster with { Metadata = metadata, SessionAffinity = null }
            : cluster with { Metadata = metadata };
    }
}
