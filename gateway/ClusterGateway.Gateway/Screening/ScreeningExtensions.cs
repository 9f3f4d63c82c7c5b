using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Screening.Blocks;
using ClusterGateway.Gateway.Screening.Counting;
using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Screening;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Screening;

internal static class ScreeningExtensions
{
    public static IServiceCollection AddScreening(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Options.Create(BoundedSection.Read<ScreeningOptions>(configuration.GetSection(ScreeningOptions.Section))));
        services.AddSingleton<ScreeningMetrics>();
        services.AddSingleton<BlockedAnswer>();
        services.AddSingleton<BlockedClients>();
        services.AddSingleton<BlockCopy>();
        services.AddSingleton(provider => new LocalFailures(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AttemptReports>();
        services.AddSingleton<LoginCounter>();
        services.AddHostedService(provider => provider.GetRequiredService<AttemptReports>());
        services.AddHostedService<BlockWorker>();
        return services;
    }

    /// <summary>Behind the client's address, before anything is done for it.</summary>
    public static IApplicationBuilder UseScreening(this IApplicationBuilder app) => app.UseMiddleware<ScreeningMiddleware>();

    /// <summary>First of all that is done for a route: retries are one log-in.</summary>
    public static IReverseProxyApplicationBuilder UseLoginCounts(this IReverseProxyApplicationBuilder proxy)
    {
        proxy.UseMiddleware<LoginMiddleware>();
        return proxy;
    }

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<ScreeningOptions>(configuration.GetSection(ScreeningOptions.Section));
}
