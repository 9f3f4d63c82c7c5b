using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Timeouts;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;
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
            var limits = RouteTimeouts.Of(context.Route, cluster, timeouts.Value) is { } of
                ? new Limits(Ticks(of.FirstByte), of.LongLived, Ticks(of.LongLivedFirstByte))
                : default;
            var isPrimary = ClusterAddress.PoolOf(cluster) == ClusterPool.Primary;
            context.RequestTransforms.Add(new OnceTransform());
            context.RequestTransforms.Add(new Sent(watches, RetryPlan.Of(context.Route, cluster, retries.Value), isPrimary, limits));
            context.ResponseTransforms.Add(new Answered(watches));
        }
    }

    private long Ticks(TimeSpan? span) => (long)(span.GetValueOrDefault().TotalSeconds * time.TimestampFrequency);

    /// <summary>Ticks of the wait for headers, 0 for no limit; which holds tells the time that YARP was given for the request.</summary>
    private readonly record struct Limits(long Plain, TimeSpan LongLivedTime, long LongLived)
    {
        public long Of(IReverseProxyFeature proxy) =>
            Plain != LongLived && proxy.Cluster.Config.HttpRequest?.ActivityTimeout == LongLivedTime ? LongLived : Plain;
    }

    private sealed class Sent(RequestWatches watches, RetryPlan plan, bool isPrimary, Limits limits) : RequestTransform
    {
        public override ValueTask ApplyAsync(RequestTransformContext context)
        {
            var http = context.HttpContext;
            if (http.Features.Get<RequestWatch>() is { } watch && http.GetReverseProxyFeature() is { ProxiedDestination: { } destination } proxy)
            {
                var limit = limits.Of(proxy);
                var hasBody = Resending.HasBody(http);
                var isRepeatable = IsRepeatable(http, hasBody);
                var tells = (isPrimary || plan.IsOn) && !isRepeatable && Tells(context.ProxyRequest, hasBody);
                watch.Wait(destination.DestinationId, isRepeatable, watches.Now, limit, tells);
                if (hasBody && (tells || limit > 0))
                {
                    var body = http.Request.Body as WatchedBody ?? new WatchedBody(http, http.Request.Body, watches);
                    body.Begin(tells ? watch : null);
                    http.Request.Body = body;
                }
            }

            return ValueTask.CompletedTask;
        }

        /// <summary>A body is read when there is a connection to send it to; except that the headers go ahead where the client asked to wait.</summary>
        private static bool Tells(HttpRequestMessage request, bool hasBody) =>
            request.Headers.ExpectContinue != true && (hasBody ? request.Content is not null : request.Content is NoContent);

        /// <summary>
        /// Before the body was read only its announced length can tell whether it will fit. To the primary only what is safe goes again.
        /// </summary>
        private bool IsRepeatable(HttpContext http, bool hasBody) => isPrimary
            ? !hasBody && Resending.IsSafe(http.Request.Method)
            : plan.IsOn && Resending.IsRepeatable(http, plan) && (!hasBody || http.Request.ContentLength <= plan.Buffer);
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
