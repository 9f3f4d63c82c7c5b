using ClusterGateway.Gateway.Affinity.AppCookie;
using ClusterGateway.Gateway.Affinity.ClusterCookie;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>Writes into the cookies of applications, and keeps what is ours in cookies from the nodes: who runs an application there could otherwise use its users' bindings.</summary>
internal sealed class OwnCookieTransforms(OwnCookieNames names, NodeRoutes routes, TimeProvider time) : ITransformProvider
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
        string? affinity = null;
        string[] suffixed = [];
        if (context.Cluster is { } cluster)
        {
            var route = new RouteAffinity(context.Route, cluster);
            affinity = route.Uses(BindingSourceNames.ClusterCookie) ? ClusterCookieSettings.NameOf(route) : null;
            suffixed = route.Uses(BindingSourceNames.AppCookie) ? [.. route.AppCookieNames] : [];
        }

        if (affinity is not null)
        {
            names.AddAffinity(affinity);
        }

        Array.ForEach(suffixed, names.AddSuffixed);
        context.RequestTransforms.Add(new OwnCookieTransform(names, affinity, routes));
        context.ResponseTransforms.Add(new SuffixTransform(names, suffixed, routes, time));
    }
}
