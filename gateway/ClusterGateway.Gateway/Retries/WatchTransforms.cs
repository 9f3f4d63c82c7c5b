using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Timeouts;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace ClusterGateway.Gateway.Retries;

/// <summary>Tells the watch of a request when it is sent, and when its response headers are there.</summary>
internal sealed class WatchTransforms(RequestWatches watches, IOptions<RetryOptions> retries, IOptions<TimeoutOptions> timeouts, TimeProvider time) : ITransformProvider
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
            var firstByte = RouteTimeouts.Of(context.Route, cluster, timeouts.Value)?.FirstByte ?? TimeSpan.Zero;
            var limit = (long)(firstByte.TotalSeconds * time.TimestampFrequency);
            context.RequestTransforms.Add(new Sent(watches, RetryPlan.Of(context.Route, cluster, retries.Value), ClusterAddress.PoolOf(cluster) == ClusterPool.Primary, limit));
            context.RequestTransforms.Add(new OnceTransform());
            context.ResponseTransforms.Add(new Answered(watches));
        }
    }

    private sealed class Sent(RequestWatches watches, RetryPlan plan, bool isPrimary, long limit) : RequestTransform
    {
        public override ValueTask ApplyAsync(RequestTransformContext context)
        {
            var http = context.HttpContext;
            if (http.Features.Get<RequestWatch>() is { } watch && http.GetReverseProxyFeature().ProxiedDestination is { } destination)
            {
                watch.Wait(destination.DestinationId, IsRepeatable(http), watches.Now, limit);
                if (limit > 0 && Resending.HasBody(http))
                {
                    http.Request.Body = new ProgressBody(http, http.Request.Body, watches);
                }
            }

            return ValueTask.CompletedTask;
        }

        /// <summary>
        /// Before the body was read only its announced length can tell whether it will fit. To the primary only what is safe goes again.
        /// </summary>
        private bool IsRepeatable(HttpContext http) => Resending.IsSafe(http)
            || (!isPrimary && Resending.IsRepeatable(http, plan) && (!Resending.HasBody(http) || http.Request.ContentLength <= plan.Buffer));
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
