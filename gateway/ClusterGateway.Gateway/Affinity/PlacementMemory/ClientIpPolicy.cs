using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary><c>ClientIp</c>: a client stays where its address was placed, without any cookie.</summary>
internal sealed class ClientIpPolicy(Placements placements, AffinityMetrics metrics) : ISessionAffinityPolicy
{
    public const string PolicyName = "ClientIp";

    public string Name => PolicyName;

    public AffinityResult FindAffinitizedDestinations(
        HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations)
    {
        var binding = BindingFeature.Of(context);
        binding.PlacementKey = placements.KeyOf(context, config);
        binding.NodeId = binding.PlacementKey is { } key ? placements.Find(key) : null;
        var bound = binding.NodeId is { } node ? Destinations.Find(destinations, node) : null;
        metrics.Decided(binding, BindingDecision.Decide(cookieSent: false, binding.NodeId, bound is not null));
        return bound is null ? new(null, AffinityStatus.AffinityKeyNotSet) : new(bound, AffinityStatus.OK);
    }

    public void AffinitizeResponse(HttpContext context, ClusterState cluster, SessionAffinityConfig config, DestinationState destination)
    {
        // YARP asks for the response of a failed attempt, too; that node has not answered, so nobody is bound to it.
        if (context.Features.Get<IForwarderErrorFeature>() is null && BindingFeature.Of(context).PlacementKey is { } key)
        {
            placements.Remember(key, destination.DestinationId);
        }
    }
}
