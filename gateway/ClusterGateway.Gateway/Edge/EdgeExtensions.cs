namespace ClusterGateway.Gateway.Edge;

internal static class EdgeExtensions
{
    /// <summary>Outermost: what has no answer in the end gets one of ours.</summary>
    public static IReverseProxyApplicationBuilder UseForwarderErrors(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<ForwarderErrorMiddleware>();
        return proxy;
    }
}
