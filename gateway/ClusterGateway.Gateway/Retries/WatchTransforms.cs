using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Retries;

/// <summary>Tells the watch of a request when it is sent, and when its response headers are there.</summary>
internal sealed class WatchTransforms(RequestWatches watches) : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        if (context.Cluster is { } cluster && RetryScope.IsWatched(cluster))
        {
            context.RequestTransforms.Add(new Sent(watches, 0));
            context.ResponseTransforms.Add(new Answered(watches));
        }
    }

    private sealed class Sent(RequestWatches watches, long limit) : RequestTransform
    {
        public override ValueTask ApplyAsync(RequestTransformContext context)
        {
            var http = context.HttpContext;
            if (http.Features.Get<RequestWatch>() is { } watch && http.GetReverseProxyFeature().ProxiedDestination is { } destination)
            {
                watch.Wait(destination.DestinationId, Resending.IsSafe(http), watches.Now, limit);
            }

            return ValueTask.CompletedTask;
        }
    }

    private sealed class Answered(RequestWatches watches) : ResponseTransform
    {
        public override ValueTask ApplyAsync(ResponseTransformContext context)
        {
            if (context.ProxyResponse is not null && context.HttpContext.Features.Get<RequestWatch>()?.Answered(watches.Now) == false)
            {
                // Cut in the same moment: one answer, not two.
                throw new OperationCanceledException("the wait for this response was cut");
            }

            return ValueTask.CompletedTask;
        }
    }
}
