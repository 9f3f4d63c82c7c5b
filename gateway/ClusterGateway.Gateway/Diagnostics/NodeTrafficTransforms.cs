using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>Counts every request that is sent to a node, where its destination is known anyway.</summary>
internal sealed class NodeTrafficTransforms(NodeTraffic traffic) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        if (context.Cluster is { } cluster && ClusterAddress.PoolOf(cluster) is not null)
        {
            context.AddRequestTransform(Count);
        }
    }

    private ValueTask Count(RequestTransformContext context)
    {
        if (context.HttpContext.GetReverseProxyFeature().ProxiedDestination is { } destination)
        {
            traffic.Count(destination);
        }

        return ValueTask.CompletedTask;
    }
}
