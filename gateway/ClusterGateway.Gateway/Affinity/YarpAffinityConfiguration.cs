namespace ClusterGateway.Gateway.Affinity;

/// <summary>What YARP's own section says about affinity.</summary>
internal static class YarpAffinityConfiguration
{
    /// <returns>The paths of the clusters whose enabled session affinity has this policy.</returns>
    public static IEnumerable<string> ClustersWith(IConfiguration configuration, string policy) =>
        configuration.GetSection("ReverseProxy:Clusters").GetChildren()
            .Select(cluster => cluster.GetSection("SessionAffinity"))
            .Where(affinity => bool.TryParse(affinity["Enabled"], out var enabled) && enabled
                && string.Equals(affinity["Policy"], policy, StringComparison.OrdinalIgnoreCase))
            .Select(affinity => affinity.Path);
}
