using System.Runtime.CompilerServices;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Draining;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// An upgraded connection (WebSocket) or event stream that is quiet lives until an end closes it, an hour by default, where YARP would
/// cut it after 100 s. An <c>ActivityTimeout</c> that the YARP cluster sets itself holds for everything. Maintenance of its node ends it.
/// </summary>
internal sealed class LongLivedMiddleware(RequestDelegate next, LongLivedConnections connections)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    private readonly ConditionalWeakTable<ClusterModel, ClusterModel> _models = [];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetReverseProxyFeature() is not ReverseProxyFeature proxy
            || ClusterAddress.PoolOf(proxy.Cluster.Config) is null
            || !IsLongLived(context))
        {
            return next(context);
        }

        if (proxy.Cluster.Config.HttpRequest?.ActivityTimeout is null)
        {
            proxy.Cluster = _models.GetValue(proxy.Cluster, LongLived);
        }

        return connections.RunAsync(context, proxy, next);
    }

    private static bool IsLongLived(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true
        || context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private static ClusterModel LongLived(ClusterModel model) => new(
        model.Config with { HttpRequest = (model.Config.HttpRequest ?? ForwarderRequestConfig.Empty) with { ActivityTimeout = Quiet } },
        model.HttpClient);
}
