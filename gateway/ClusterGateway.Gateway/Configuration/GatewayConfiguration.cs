using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Reads the section <c>ClusterGateway</c> and collects every mistake in it.</summary>
internal static class GatewayConfiguration
{
    /// <returns>The options; defaults when the section cannot be bound.</returns>
    public static GatewayOptions Read(IConfiguration configuration, ICollection<ConfigurationError> errors, out GatewayTokens tokens)
    {
        var shape = GatewayConfigurationCheck.CheckShape(configuration).ToArray();
        var options = shape.Length == 0 ? configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new() : new();
        tokens = TokenConfiguration.Read(configuration, errors);
        var values = shape.Length > 0 ? shape : GatewayConfigurationCheck.CheckValues(options, IsClusterAware(configuration));
        foreach (var error in values.Concat(AffinityServiceCollectionExtensions.Validate(configuration)).Concat(RetryExtensions.Validate(configuration)))
        {
            errors.Add(error);
        }

        return options;
    }

    private static bool IsClusterAware(IConfiguration configuration) => configuration.GetSection("ReverseProxy:Clusters").GetChildren()
        .SelectMany(cluster => cluster.GetSection("Destinations").GetChildren())
        .Any(destination => ClusterAddress.IsClusterAddress(destination["Address"]));
}
