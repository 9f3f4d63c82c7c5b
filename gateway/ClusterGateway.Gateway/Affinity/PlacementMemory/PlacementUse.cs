using ClusterGateway.Gateway.LoadBalancing;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>
/// Whether clients that send no cookie stay where their address was placed. By default where the address decides the placement anyway
/// (<c>ClientIpHash</c>): under any other policy a whole office behind one address would follow its first user.
/// </summary>
internal static class PlacementUse
{
    public const string MetadataKey = "ClusterGateway.PlacementMemory";

    public static bool IsOn(ClusterConfig cluster) =>
        bool.TryParse(cluster.Metadata?.GetValueOrDefault(MetadataKey), out var said)
            ? said
            : ClientIpHashPolicy.Places(cluster);
}
