using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Management;
using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Shutdown;

internal static class ShutdownExtensions
{
    public static IServiceCollection AddShutdown(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Options.Create(BoundedSection.Read<ShutdownOptions>(configuration.GetSection(ShutdownOptions.Section))));
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>(
            (host, shutdown) => host.ShutdownTimeout = shutdown.Value.Delay.Value + shutdown.Value.Timeout.Value);
        services.AddSingleton<Leaving>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<Leaving>());
        services.AddHostedService(provider => provider.GetRequiredService<Leaving>());
        return services;
    }

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<ShutdownOptions>(configuration.GetSection(ShutdownOptions.Section));
}
