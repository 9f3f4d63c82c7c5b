using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Hosting.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Limits;

internal static class LimitExtensions
{
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Options.Create(BoundedSection.Read<LimitOptions>(configuration.GetSection(LimitOptions.Section))));
        services.AddSingleton<AddressLimit>();
        services.AddSingleton<IEndpointLayer>(provider => provider.GetRequiredService<AddressLimit>());
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        return services;
    }

    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration) =>
        BoundedSection.Check<LimitOptions>(configuration.GetSection(LimitOptions.Section));
}
