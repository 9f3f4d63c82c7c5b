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

        foreach (var cluster in config.Clusters)
        {
            var filtered = cluster;
            foreach (var filter in filters)
            {
                filtered = await filter.ConfigureClusterAsync(filtered, cancellationToken);
            }

            Add(errors, $"ReverseProxy:Clusters:{cluster.ClusterId}", await validator.ValidateClusterAsync(filtered));
        }

        foreach (var route in config.Routes)
        {
            Add(errors, $"ReverseProxy:Routes:{route.RouteId}", await validator.ValidateRouteAsync(route));
        }
    }

    private static void Add(List<ConfigurationError> errors, string path, IEnumerable<Exception> found) => errors.AddRange(found
        .Where(exception => !SaidAlready.Any(sentence => exception.Message.StartsWith(sentence, StringComparison.Ordinal)))
        .Select(exception => new ConfigurationError(path, exception.Message)));
}
