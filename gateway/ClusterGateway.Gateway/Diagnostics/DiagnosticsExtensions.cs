namespace ClusterGateway.Gateway.Diagnostics;

internal static class DiagnosticsExtensions
{
    public static IReverseProxyApplicationBuilder UseNodeTraffic(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<NodeTrafficMiddleware>();
        return proxy;
    }
}
