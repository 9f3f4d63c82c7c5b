using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>Refuses a reload whose affinity is wrong, with every mistake; the old configuration stays. At start the check has said it before.</summary>
internal sealed class AffinityFilter(BindingPlans plans) : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) =>
        new(Checked(cluster, new RouteAffinity(null, cluster)));

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) =>
        new(cluster is null ? route : Checked(route, new RouteAffinity(route, cluster)));

    private T Checked<T>(T config, RouteAffinity affinity)
    {
        var mistakes = AffinityCheck.Mistakes(affinity, plans.Available).ToList();
        return mistakes.Count == 0 ? config : throw new ConfigurationMistakesException(mistakes);
    }
}
