namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>Counts every finished request for the node that took it.</summary>
internal sealed class NodeTrafficMiddleware(RequestDelegate next, NodeTraffic traffic)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.GetReverseProxyFeature().ProxiedDestination is { } destination)
        {
            traffic.Count(destination);
        }
    }
}
