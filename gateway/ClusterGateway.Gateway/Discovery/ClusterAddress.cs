using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>The addresses by which a YARP cluster opts into cluster awareness, and the metadata that marks it afterwards.</summary>
internal static class ClusterAddress
{
    public const string Prefix = "cluster://";
    public const string Serving = "cluster://serving";
    public const string Primary = "cluster://primary";

    /// <summary>Metadata of a YARP cluster: its pool. Set by us, whatever a user writes there.</summary>
    public const string PoolMetadata = "ClusterGateway.Pool";

    public static bool IsClusterAddress(string? address) => address?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Null for an ordinary address and for a <c>cluster://</c> name that is not ours.</summary>
    public static ClusterPool? PoolOf(string? address) => address?.TrimEnd('/').ToLowerInvariant() switch
    {
        Serving => ClusterPool.Serving,
        Primary => ClusterPool.Primary,
        _ => null,
    };

    /// <summary>The pool of a YARP cluster in use; null for plain YARP.</summary>
    public static ClusterPool? PoolOf(ClusterConfig cluster) => cluster.Metadata is { } metadata && metadata.TryGetValue(PoolMetadata, out var address)
        ? ReferenceEquals(address, Serving) ? ClusterPool.Serving : PoolOf(address)
        : null;

    /// <summary>Whether this destination is a node, and not an ordinary address beside it.</summary>
    public static bool IsNode(DestinationConfig destination) => destination.Metadata is NodeMetadata;
}
