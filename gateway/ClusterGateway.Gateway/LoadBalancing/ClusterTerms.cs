using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>The <see cref="PlacementTerms"/> of each YARP cluster, read once for each of its configurations.</summary>
internal sealed class ClusterTerms(IOptions<LoadBalancingOptions> options)
{
    private readonly ConditionalWeakTable<ClusterConfig, PlacementTerms> _terms = [];

    public PlacementTerms Of(ClusterConfig cluster) =>
        _terms.TryGetValue(cluster, out var terms) ? terms : _terms.GetValue(cluster, c => PlacementTerms.Of(c, options.Value));
}
