namespace ClusterGateway.Gateway.Primary;

internal static class PrimaryExtensions
{
    public static IServiceCollection AddPrimary(this IServiceCollection services) => services
        .AddSingleton<PrimaryQueue>()
        .AddSingleton<PrimaryTerms>()
        .AddSingleton<AdminRequests>()
        .AddHostedService<PrimaryWorker>();

    /// <summary>Requests of <c>cluster://primary</c> go to the primary, or wait for one.</summary>
    public static IReverseProxyApplicationBuilder UsePrimaryGate(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<PrimaryGateMiddleware>();
        return proxy;
    }
}
