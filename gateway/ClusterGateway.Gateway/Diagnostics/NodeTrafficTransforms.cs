using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Retries;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>Counts every request that is sent to a node and takes its time, where its destination is known anyway.</summary>
internal sealed class NodeTrafficTransforms(NodeTraffic traffic, TimeProvider time) : ITransformProvider
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
            context.AddRequestTransform(Sent);
            context.AddResponseTransform(Answered);
        }
    }

    private ValueTask Sent(RequestTransformContext context)
    {
        if (context.HttpContext.GetReverseProxyFeature().ProxiedDestination is { } destination)
        {
            traffic.Sent(destination);
            if (context.HttpContext.Features.Get<RequestWatch>() is { } watch)
            {
                watch.SentAt = time.GetTimestamp();
            }
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask Answered(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not null && context.HttpContext.Features.Get<RequestWatch>() is { } watch
            && context.HttpContext.GetReverseProxyFeature().ProxiedDestination is { } destination)
        {
            traffic.Answered(destination, watch.SentAt);
        }

        return ValueTask.CompletedTask;
    }
}
