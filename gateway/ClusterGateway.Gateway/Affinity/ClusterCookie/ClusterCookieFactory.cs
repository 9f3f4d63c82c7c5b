using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.LoadBalancing;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <inheritdoc cref="ClusterCookieSource"/>
internal sealed class ClusterCookieFactory(
    TicketProtector protector, Placements memory, ClusterName cluster, TimeProvider time, IOptions<AffinityOptions> options) : IBindingSourceFactory
{
    public string Name => BindingSourceNames.ClusterCookie;

    public IBindingSource Create(RouteAffinity route) => new ClusterCookieSource(
        ClusterCookieSettings.Of(route, options.Value), protector, memory, StableHash.OfText(route.Config!.AffinityKeyName), cluster, time);
}
