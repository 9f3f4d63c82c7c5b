using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Edge;

/// <summary>What the gateway does to every request towards a node, unless the route's own transforms say otherwise.</summary>
internal sealed class EdgeTransforms(GatewayOptions options, IClusterView view) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        if (context.Cluster is { } cluster && ClusterAddress.PoolOf(cluster) is { } pool)
        {
            ApplyCluster(context, pool);
        }

        if (!ChangesTarget(context.Route.Transforms ?? []))
        {
            context.RequestTransforms.Add(new RawTargetTransform());
        }

        context.ResponseTransforms.Add(new HopByHopTransform());
    }

    private void ApplyCluster(TransformBuilderContext context, ClusterPool pool)
    {
        if (!context.RequestTransforms.Any(transform => transform is RequestHeaderOriginalHostTransform))
        {
            context.AddOriginalHost();
        }

        context.RequestTransforms.Add(new ClusterHeadersTransform(view, isAdmin: pool == ClusterPool.Primary));
        if (options.ExposeNode)
        {
            context.ResponseTransforms.Add(new ExposeNodeTransform());
        }
    }

    private static bool ChangesTarget(IEnumerable<IReadOnlyDictionary<string, string>> transforms) =>
        transforms.SelectMany(transform => transform.Keys).Any(key =>
            key.StartsWith("Path", StringComparison.OrdinalIgnoreCase) || key.StartsWith("Query", StringComparison.OrdinalIgnoreCase));
}
