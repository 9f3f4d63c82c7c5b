using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Health;

internal static class PassiveHealthExtensions
{
    public static IServiceCollection AddPassiveHealth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PassiveHealthOptions>().Bind(configuration.GetSection(PassiveHealthOptions.Section));
        services.AddSingleton<PassiveHealth>();
        return services;
    }

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<PassiveHealthOptions>(configuration.GetSection(PassiveHealthOptions.Section));
}
