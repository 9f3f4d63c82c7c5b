using ClusterGateway.Gateway.Https;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Screening.Counting;
using ClusterGateway.Gateway.Timeouts;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Timeouts, retries, screening and TLS in the metadata of routes and YARP clusters, which YARP takes as they are.</summary>
internal static class TrafficMetadataCheck
{
    /// <param name="owner">A route's or cluster's section.</param>
    public static IEnumerable<ConfigurationError> Check(IConfigurationSection owner)
    {
        var isRoute = owner.Path.StartsWith("ReverseProxy:Routes:", StringComparison.OrdinalIgnoreCase);
        foreach (var entry in owner.GetSection("Metadata").GetChildren())
        {
            if (Mistake(entry.Key, entry.Value, isRoute) is { } mistake)
            {
                yield return new ConfigurationError(entry.Path, mistake);
            }
        }
    }

    private static string? Mistake(string key, string? value, bool isRoute)
    {
        if (key.StartsWith(TimeoutMetadata.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            var name = key[TimeoutMetadata.Prefix.Length..];
            return isRoute && name.Equals(TimeoutMetadata.Connect, StringComparison.OrdinalIgnoreCase)
                ? "belongs to the cluster: connections are shared by its routes"
                : TimeoutMetadata.Mistake(name, value);
        }

        if (key.StartsWith(LoginRoute.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return isRoute ? LoginRoute.Mistake(key, value) : "belongs to the route";
        }

        if (key.StartsWith(NodeTls.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return isRoute ? "belongs to the cluster: connections are shared by its routes" : NodeTls.Mistake(key[NodeTls.Prefix.Length..], value);
        }

        if (isRoute && key.Equals(RetryScope.MetadataKey, StringComparison.OrdinalIgnoreCase))
        {
            return "belongs to the cluster";
        }

        return key.StartsWith(RetryScope.MetadataKey, StringComparison.OrdinalIgnoreCase) ? RetryPlan.Mistake(key, value) : null;
    }
}
