using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Health;

/// <summary>A client that affinity has not bound goes to the best tier of nodes that take new ones.</summary>
internal sealed class PlacementMiddleware(RequestDelegate next, PlacementWeights weights)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();

        // Affinity that binds replaces the list that admission set; the same list means an unbound client.
        if (context.Features.Get<AdmittedDestinations>() is not { } admitted || !ReferenceEquals(proxy.AvailableDestinations, admitted.KeepBound))
        {
            return next(context);
        }

        if (admitted.TakeNew.Count == 0)
        {
            return ErrorAnswer.WriteAsync(context, ProblemTypes.NoServingNode, "no node of the cluster takes new clients at the moment");
        }

        // Our own policies know of slow start; to YARP's a node is in the list or not.
        proxy.AvailableDestinations = admitted.MayBeInSlowStart && !PlacementPolicies.IsOurs(proxy.Cluster.Config.LoadBalancingPolicy)
            ? weights.Draw(admitted.TakeNew)
            : admitted.TakeNew;
        return next(context);
    }
}
