using System.Runtime.CompilerServices;
using ClusterGateway.Gateway.Draining;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>
/// Gives each request the timeouts of its route, where YARP knows only those of its cluster, and an upgraded connection (WebSocket) or
/// event stream its own: quiet for an hour by default, where YARP would cut it after 100 s. Maintenance of its node ends it. Made once for each route, not for each request.
/// </summary>
internal sealed class TimeoutsMiddleware(RequestDelegate next, LongLivedConnections connections, IOptions<TimeoutOptions> options)
{
    private readonly ConditionalWeakTable<RouteModel, Models> _models = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetReverseProxyFeature() is not ReverseProxyFeature proxy)
        {
            return next(context);
        }

        var models = Of(proxy);
        if (!models.Differ || !IsLongLived(context))
        {
            proxy.Cluster = models.Plain;
            return next(context);
        }

        proxy.Cluster = models.LongLived;
        return connections.RunAsync(context, proxy, next);
    }

    private Models Of(ReverseProxyFeature proxy)
    {
        if (!_models.TryGetValue(proxy.Route, out var models) || !ReferenceEquals(models.Source, proxy.Cluster))
        {
            models = Make(proxy.Route, proxy.Cluster);
            _models.AddOrUpdate(proxy.Route, models);
        }

        return models;
    }

    private Models Make(RouteModel route, ClusterModel cluster) => RouteTimeouts.Of(route.Config, cluster.Config, options.Value) is { } timeouts
        ? new Models(cluster, With(cluster, timeouts.Plain), With(cluster, timeouts.LongLived))
        : new Models(cluster, cluster, cluster);

    /// <summary>Not an upgrade to HTTP/2, which no node is asked for, nor the answer to a POST that may be a stream, or not.</summary>
    private static bool IsLongLived(HttpContext context) =>
        (context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
            && !context.Request.Headers.Upgrade.ToString().StartsWith("h2c", StringComparison.OrdinalIgnoreCase))
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true
        || (HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase));

    private static ClusterModel With(ClusterModel model, TimeSpan timeout) => new(
        model.Config with { HttpRequest = (model.Config.HttpRequest ?? ForwarderRequestConfig.Empty) with { ActivityTimeout = timeout } },
        model.HttpClient);

    private sealed record Models(ClusterModel Source, ClusterModel Plain, ClusterModel LongLived)
    {
        /// <summary>Not so for plain YARP that says nothing of timeouts.</summary>
        public bool Differ => !ReferenceEquals(Plain, LongLived);
    }
}
