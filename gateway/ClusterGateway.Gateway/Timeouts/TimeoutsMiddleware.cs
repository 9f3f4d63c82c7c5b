using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Timeouts;

/// <summary>
/// Gives each request the timeouts of its route, where YARP knows only those of its cluster, and an upgraded connection (WebSocket) or
/// event stream its own: quiet for an hour by default, where YARP would cut it after 100 s. Made once for each route, not for each request.
/// </summary>
internal sealed class TimeoutsMiddleware(RequestDelegate next, IOptions<TimeoutOptions> options)
{
    private readonly ConditionalWeakTable<RouteModel, Models> _models = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetReverseProxyFeature() is ReverseProxyFeature proxy)
        {
            var models = Of(proxy);
            proxy.Cluster = ReferenceEquals(models.Plain, models.LongLived) || !IsLongLived(context) ? models.Plain : models.LongLived;
        }

        return next(context);
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

    private static bool IsLongLived(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true
        || context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static ClusterModel With(ClusterModel model, TimeSpan timeout) => new(
        model.Config with { HttpRequest = (model.Config.HttpRequest ?? ForwarderRequestConfig.Empty) with { ActivityTimeout = timeout } },
        model.HttpClient);

    private sealed record Models(ClusterModel Source, ClusterModel Plain, ClusterModel LongLived);
}
