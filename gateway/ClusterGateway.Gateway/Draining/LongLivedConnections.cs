using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Draining;

/// <summary>All upgraded connections and event streams that run through this gateway, so that those of a node can be ended.</summary>
internal sealed class LongLivedConnections
{
    private readonly ConcurrentDictionary<LongLivedConnection, bool> _running = new();

    /// <summary>Whether the request becomes one, or may.</summary>
    public static bool Includes(HttpContext context) =>
        (context.Request.Headers.Upgrade.Count > 0 && context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
            && !context.Request.Headers.Upgrade.ToString().StartsWith("h2c", StringComparison.OrdinalIgnoreCase))
        || (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true)
        || (HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase));

    public async Task RunAsync(HttpContext context, IReverseProxyFeature proxy, RequestDelegate next)
    {
        var connection = new LongLivedConnection(proxy, context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>());
        _running[connection] = true;
        context.Features.Set(connection);
        try
        {
            await next(context);
        }
        finally
        {
            _running.TryRemove(connection, out _);
            connection.End();
        }
    }

    /// <summary>Whether one of this client runs to the node. Looks at all of them: for those who are about to lose something.</summary>
    public bool Has(ulong clientId, string nodeId)
    {
        foreach (var (connection, _) in _running)
        {
            if (connection.ClientId == clientId && connection.NodeId == nodeId)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>How many there were.</returns>
    public int Cut(string nodeId)
    {
        var cut = 0;
        foreach (var (connection, _) in _running)
        {
            if (connection.NodeId == nodeId && connection.Cut())
            {
                cut++;
            }
        }

        return cut;
    }
}
