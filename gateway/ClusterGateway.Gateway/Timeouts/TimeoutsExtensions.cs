using ClusterGateway.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Timeouts;

internal static class TimeoutsExtensions
{
    public static IServiceCollection AddTimeouts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Options.Create(BoundedSection.Read<TimeoutOptions>(configuration.GetSection(TimeoutOptions.Section))));
        return services;
    }

    /// <summary>Before retries: every attempt gets the same.</summary>
    public static IReverseProxyApplicationBuilder UseTimeouts(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<TimeoutsMiddleware>();
        return proxy;
    }
}
