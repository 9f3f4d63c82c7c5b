namespace ClusterGateway.Gateway.Health;

internal static class HealthExtensions
{
    /// <summary>Before affinity: only nodes that keep bound clients.</summary>
    public static IReverseProxyApplicationBuilder UseClusterAdmission(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<AdmissionMiddleware>();
        return proxy;
    }

    /// <summary>After affinity: only the best nodes, for whom it has not bound.</summary>
    public static IReverseProxyApplicationBuilder UsePlacement(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<PlacementMiddleware>();
        return proxy;
    }
}
