using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Hosting.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>YARP's own validation of routes and clusters, all of it at once and before anything starts.</summary>
internal sealed class YarpCheck(IEnumerable<IProxyConfigProvider> providers, IEnumerable<IProxyConfigFilter> filters, IConfigValidator validator)
{
    /// <summary>YARP's sentences for what <see cref="ReverseProxyCheck"/> says with its place and its fix.</summary>
    private static readonly string[] SaidAlready =
        ["No matching ILoadBalancingPolicy", "No matching ISessionAffinityPolicy", "No matching IAffinityFailurePolicy", "No address found"];

    public async Task<IReadOnlyList<ConfigurationError>> CheckAsync(CancellationToken cancellationToken)
    {
        var errors = new List<ConfigurationError>();
        foreach (var provider in providers)
        {
            await CheckAsync(provider, errors, cancellationToken);
        }

        return errors;
    }

    private async Task CheckAsync(IProxyConfigProvider provider, List<ConfigurationError> errors, CancellationToken cancellationToken)
    {
        IProxyConfig config;
        try
        {
            config = provider.GetConfig();
        }
        catch (Exception exception)
        {
            errors.Add(new ConfigurationError("ReverseProxy", exception.GetBaseException().Message));
            return;
        }

        var clusters = new Dictionary<string, ClusterConfig>(StringComparer.OrdinalIgnoreCase);
        foreach (var cluster in config.Clusters)
        {
            var path = $"ReverseProxy:Clusters:{cluster.ClusterId}";
            var filtered = await FilterAsync(cluster, path, errors, (filter, it) => filter.ConfigureClusterAsync(it, cancellationToken));
            clusters[cluster.ClusterId] = filtered;
            Add(errors, path, await validator.ValidateClusterAsync(filtered));
        }

        foreach (var route in config.Routes)
        {
            var path = $"ReverseProxy:Routes:{route.RouteId}";
            var cluster = clusters.GetValueOrDefault(route.ClusterId ?? "");
            var filtered = await FilterAsync(route, path, errors, (filter, it) => filter.ConfigureRouteAsync(it, cluster, cancellationToken));
            Add(errors, path, await validator.ValidateRouteAsync(filtered));
        }
    }

    private async Task<T> FilterAsync<T>(T config, string path, List<ConfigurationError> errors, Func<IProxyConfigFilter, T, ValueTask<T>> apply)
    {
        foreach (var filter in filters)
        {
            try
            {
                config = await apply(filter, config);
            }
            catch (ConfigurationMistakesException exception)
            {
                errors.AddRange(exception.Mistakes.Select(mistake => mistake with { Path = $"{path}:{mistake.Path}" }));
            }
        }

        return config;
    }

    private static void Add(List<ConfigurationError> errors, string path, IEnumerable<Exception> found) => errors.AddRange(found
        .Where(exception => !SaidAlready.Any(sentence => exception.Message.StartsWith(sentence, StringComparison.Ordinal)))
        .Select(exception => new ConfigurationError(path, exception.Message)));
}
