using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <inheritdoc cref="ClientIpSource"/>
internal sealed class ClientIpFactory(Placements placements) : IBindingSourceFactory
{
    public string Name => BindingSourceNames.ClientIp;

    public IBindingSource Create(RouteAffinity route) => new ClientIpSource(
        placements, StableHash.OfText(route.Config!.AffinityKeyName), cookielessOnly: !route.NamesSources && route.Uses(BindingSourceNames.ClusterCookie));
}
