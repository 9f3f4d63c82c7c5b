using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>Keeps our cookies from the nodes: who runs an application there could otherwise use its users' bindings.</summary>
internal sealed class AffinityCookieTransforms(AffinityCookieNames names) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
        // AffinityFilter sees the route and its cluster together.
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
        // The same.
    }

    public void Apply(TransformBuilderContext context)
    {
        string? own = null;
        if (context.Cluster is { } cluster && new RouteAffinity(context.Route, cluster) is var route && route.Uses(BindingSourceNames.ClusterCookie))
        {
            own = ClusterCookieSettings.NameOf(route);
            names.Add(own);
        }

        context.RequestTransforms.Add(new AffinityCookieTransform(names, own));
    }
}
