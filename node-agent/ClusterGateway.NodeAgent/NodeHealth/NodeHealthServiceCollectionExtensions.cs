using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ClusterGateway.NodeAgent.NodeHealth;

internal static class NodeHealthServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="INodeHealth"/> and the worker behind it. The host registers <see cref="NodeHealthContext"/> and the store, and
    /// validates the options with <see cref="CheckOptionsValidator"/>.
    /// </summary>
    public static IServiceCollection AddNodeHealth(this IServiceCollection services)
    {
        services.AddOptions<NodeHealthOptions>().BindConfiguration(NodeHealthOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => CheckPlan.From(
            provider.GetRequiredService<IOptions<NodeHealthOptions>>().Value.Checks, provider.GetRequiredService<NodeHealthContext>()));
        services.AddSingleton<ClockSkewGauge>();
        services.AddSingleton<CertificateGauge>();
        services.AddSingleton<CheckFactory>();
        services.AddSingleton<NodeHealthTracker>();
        services.AddSingleton<INodeHealth>(provider => provider.GetRequiredService<NodeHealthTracker>());
        return services.AddHostedService<NodeHealthWorker>();
    }
}
