using ClusterGateway.Gateway.AccessLog;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Https;
using ClusterGateway.Gateway.Limits;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Screening;
using ClusterGateway.Gateway.Shutdown;
using ClusterGateway.Gateway.Timeouts;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Reads the section <c>ClusterGateway</c> and collects every mistake in it.</summary>
internal static class GatewayConfiguration
{
    public static GatewayOptions Read(IConfiguration configuration, ICollection<ConfigurationError> errors, out GatewayTokens tokens)
    {
        var options = CheckedBinding.Bind<GatewayOptions>(configuration, GatewayOptions.Section, errors, GatewayConfigurationCheck.Features);
        tokens = TokenConfiguration.Read(configuration, errors);
        foreach (var error in GatewayConfigurationCheck.CheckValues(options, IsClusterAware(configuration))
            .Concat(GatewayConfigurationCheck.CheckTokenKeys(configuration))
            .Concat(AffinityServiceCollectionExtensions.Validate(configuration))
            .Concat(RetryExtensions.Validate(configuration))
            .Concat(TimeoutOptions.Validate(configuration))
            .Concat(PassiveHealthExtensions.Validate(configuration))
            .Concat(LimitExtensions.Validate(configuration))
            .Concat(HttpsExtensions.Validate(configuration))
            .Concat(ShutdownExtensions.Validate(configuration))
            .Concat(ScreeningExtensions.Validate(configuration))
            .Concat(AccessLogExtensions.Validate(configuration)))
        {
            errors.Add(error);
        }

        return options;
    }

    private static bool IsClusterAware(IConfiguration configuration) => configuration.GetSection("ReverseProxy:Clusters").GetChildren()
        .SelectMany(cluster => cluster.GetSection("Destinations").GetChildren())
        .Any(destination => ClusterAddress.IsClusterAddress(destination["Address"]));
}
