namespace ClusterGateway.Gateway.Affinity;

/// <summary>What YARP's own section says about affinity, before anything is built from it.</summary>
internal static class YarpAffinityConfiguration
{
    /// <returns>The paths of the enabled session affinities that have this source as their policy, and of the lists that name it.</returns>
    public static IEnumerable<string> UsersOf(IConfiguration configuration, string source)
    {
        var proxy = configuration.GetSection("ReverseProxy");
        var policies = proxy.GetSection("Clusters").GetChildren()
            .Select(cluster => cluster.GetSection("SessionAffinity"))
            .Where(affinity => bool.TryParse(affinity["Enabled"], out var enabled) && enabled
                && string.Equals(affinity["Policy"], source, StringComparison.OrdinalIgnoreCase))
            .Select(affinity => affinity.Path);
        var lists = proxy.GetSection("Clusters").GetChildren().Concat(proxy.GetSection("Routes").GetChildren())
            .Select(section => section.GetSection($"Metadata:{RouteAffinity.SourcesKey}"))
            .Where(list => list.Value?.Contains(source, StringComparison.OrdinalIgnoreCase) == true)
            .Select(list => list.Path);
        return policies.Concat(lists);
    }
}
