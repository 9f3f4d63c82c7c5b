using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Redaction;
using ClusterGateway.Hosting.Configuration;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.SessionAffinity;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>What YARP itself does not check, or checks without telling where: names, references and addresses in <c>ReverseProxy</c>.</summary>
internal sealed class ReverseProxyCheck(
    IConfiguration configuration,
    IEnumerable<ILoadBalancingPolicy> loadBalancing,
    IEnumerable<ISessionAffinityPolicy> affinity,
    IEnumerable<IAffinityFailurePolicy> affinityFailure)
{
    private static readonly string[] ClusterKeys = [.. typeof(ClusterConfig).GetProperties().Select(p => p.Name).Except(["ClusterId"])];
    private static readonly string[] RouteKeys = [.. typeof(RouteConfig).GetProperties().Select(p => p.Name).Except(["RouteId"])];

    /// <summary>What YARP hands to middleware that the gateway does not run: each request of the route would be answered 500.</summary>
    private static readonly (string Key, string? Off)[] Policies =
        [(nameof(RouteConfig.AuthorizationPolicy), "anonymous"), (nameof(RouteConfig.RateLimiterPolicy), "disable"), (nameof(RouteConfig.CorsPolicy), null)];

    private readonly IConfigurationSection _clusters = configuration.GetSection("ReverseProxy:Clusters");
    private readonly IConfigurationSection _routes = configuration.GetSection("ReverseProxy:Routes");

    public IEnumerable<ConfigurationError> Check() =>
        Unknown(configuration.GetSection("ReverseProxy"), ["Clusters", "Routes"])
            .Concat(_clusters.GetChildren().SelectMany(CheckCluster))
            .Concat(_routes.GetChildren().SelectMany(CheckRoute))
            .Concat(_clusters.GetChildren().SelectMany(TrafficMetadataCheck.Check))
            .Concat(_routes.GetChildren().SelectMany(TrafficMetadataCheck.Check));

    /// <summary>YARP's own affinity binds clients that nobody counts.</summary>
    public IEnumerable<ConfigurationError> Warnings() => _clusters.GetChildren()
        .Where(cluster => cluster.GetSection("Destinations").GetChildren().Any(d => ClusterAddress.PoolOf(d["Address"]) == ClusterPool.Serving))
        .Select(cluster => cluster.GetSection("SessionAffinity"))
        .Where(it => bool.TryParse(it["Enabled"], out var enabled) && enabled && BindingSourceNames.Canonical(it["Policy"]) is null)
        .Select(it => new ConfigurationError(
            $"{it.Path}:Policy",
            $"'{it["Policy"] ?? "HashCookie"}' is YARP's own: a drain does not wait for the clients that it binds; write {string.Join(", ", BindingSourceNames.All)}"));

    private IEnumerable<ConfigurationError> CheckCluster(IConfigurationSection cluster)
    {
        var sessionAffinity = cluster.GetSection("SessionAffinity");
        return Unknown(cluster, ClusterKeys)
            .Concat(Named(cluster, "LoadBalancingPolicy", loadBalancing.Select(p => p.Name)))
            .Concat(Named(sessionAffinity, "Policy", affinity.Select(p => p.Name)))
            .Concat(Named(sessionAffinity, "FailurePolicy", affinityFailure.Select(p => p.Name)))
            .Concat(PlacementCheck.Check(cluster))
            .Concat(CheckDestinations(cluster.GetSection("Destinations")));
    }

    private IEnumerable<ConfigurationError> CheckRoute(IConfigurationSection route)
    {
        foreach (var error in Unknown(route, RouteKeys))
        {
            yield return error;
        }

        if (route[$"Metadata:{RedactPath.MetadataKey}"] is { } redact && RedactPath.Mistake(redact) is { } mistake)
        {
            yield return new ConfigurationError($"{route.Path}:Metadata:{RedactPath.MetadataKey}", mistake);
        }

        foreach (var (key, _) in Policies.Where(policy => route[policy.Key] is { Length: > 0 } name && !name.Equals(policy.Off, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new ConfigurationError(
                $"{route.Path}:{key}", $"'{route[key]}' names a policy of ASP.NET Core, and the gateway has none: leave it out; applications sign their users in, and ClusterGateway:Limits bounds what a client can take");
        }

        var id = route["ClusterId"];
        if (string.IsNullOrEmpty(id) || !_clusters.GetSection(id).Exists())
        {
            var known = string.Join(", ", _clusters.GetChildren().Select(c => c.Key));
            yield return new ConfigurationError($"{route.Path}:ClusterId", $"'{id}' is no cluster; known are: {known}");
        }
    }

    private static IEnumerable<ConfigurationError> CheckDestinations(IConfigurationSection destinations)
    {
        var pools = new HashSet<ClusterPool>();
        foreach (var destination in destinations.GetChildren())
        {
            var path = $"{destination.Path}:Address";
            var address = destination["Address"];
            if (ClusterAddress.PoolOf(address) is { } pool)
            {
                pools.Add(pool);
            }
            else if (ClusterAddress.IsClusterAddress(address))
            {
                yield return new ConfigurationError(path, $"'{address}' is unknown; write {ClusterAddress.Serving} or {ClusterAddress.Primary}");
            }
            else if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            {
                yield return new ConfigurationError(path, $"'{address}' is not an address; write http://host:port, https://host:port or {ClusterAddress.Serving}");
            }
        }

        if (pools.Count > 1)
        {
            yield return new ConfigurationError(
                destinations.Path, $"{ClusterAddress.Serving} and {ClusterAddress.Primary} do not go together; make two clusters of it");
        }
    }

    private static IEnumerable<ConfigurationError> Named(IConfigurationSection section, string key, IEnumerable<string> known)
    {
        if (section[key] is { Length: > 0 } name && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            yield return new ConfigurationError($"{section.Path}:{key}", $"'{name}' is unknown; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        }
    }

    private static IEnumerable<ConfigurationError> Unknown(IConfigurationSection section, IReadOnlyCollection<string> known) => section.GetChildren()
        .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase) && !child.Key.StartsWith('$'))
        .Select(child => new ConfigurationError(child.Path, ConfigurationShape.Unknown(child.Key, known)));
}
