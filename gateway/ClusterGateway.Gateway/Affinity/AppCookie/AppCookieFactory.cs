using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <inheritdoc cref="AppCookieSource"/>
internal sealed class AppCookieFactory(NodeRoutes routes, Placements memory) : IBindingSourceFactory
{
    public string Name => BindingSourceNames.AppCookie;

    public IBindingSource Create(RouteAffinity route) =>
        new AppCookieSource([.. route.AppCookieNames], routes, memory, StableHash.OfText(route.Config!.AffinityKeyName));
}
