using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>What a YARP cluster stands for, by the metadata that discovery puts on one with a <c>cluster://</c> destination.</summary>
internal static class ClusterTarget
{
    public const string MetadataKey = "ClusterGateway.Pool";
    public const string Serving = "cluster://serving";
    public const string Primary = "cluster://primary";

    public static bool IsPrimary(ClusterConfig cluster) => Of(cluster) == Primary;

    public static bool IsServing(ClusterConfig cluster) => Of(cluster) == Serving;

    private static string? Of(ClusterConfig cluster) => cluster.Metadata?.GetValueOrDefault(MetadataKey);
}
