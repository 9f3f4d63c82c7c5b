using ClusterGateway.NodeAgent.Gateways;

namespace ClusterGateway.NodeAgent.Administration;

internal static class AdministrationServiceCollectionExtensions
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<NodeTraffic>()
        .AddSingleton<IGatewayCount>(provider => provider.GetRequiredService<NodeTraffic>())
        .AddHostedService(provider => provider.GetRequiredService<NodeTraffic>())
        .AddSingleton<DrainWatch>()
        .AddSingleton<DrainProgress>()
        .AddHostedService<DrainWorker>()
        .AddHostedService<LostNodeWorker>();
}
