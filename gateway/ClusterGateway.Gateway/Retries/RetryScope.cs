using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Which clusters are tried again: those of serving nodes; others only when their metadata says so, because plain YARP does not.
/// <c>cluster://primary</c> never: another node is no substitute for the primary.
/// </summary>
internal static class RetryScope
{
    public const string MetadataKey = "ClusterGateway.Retries";

    /// <summary>Whether the gateway may end the wait of its requests: those to nodes, and those that it can send again.</summary>
    public static bool IsWatched(ClusterConfig cluster) => ClusterAddress.PoolOf(cluster) is not null || Includes(cluster);

    public static bool Includes(ClusterConfig cluster)
    {
        var pool = ClusterAddress.PoolOf(cluster);
        if (pool == ClusterPool.Primary)
        {
            return false;
        }

        return bool.TryParse(cluster.Metadata?.GetValueOrDefault(MetadataKey), out var said) ? said : pool == ClusterPool.Serving;
    }
}
