using ClusterGateway.Gateway.Diagnostics;

namespace ClusterGateway.Gateway.Management;

internal static class ManagementExtensions
{
    public static IServiceCollection AddManagement(this IServiceCollection services) => services
        .AddSingleton<AgentRelay>()
        .AddSingleton<NodeTraffic>()
        .AddSingleton<ClusterStatusReading>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<ClusterMetrics>()
        .AddSingleton<IReadiness, ClusterReadiness>()
        .AddSingleton<IReadiness, KeyRingReadiness>()
        .AddSingleton<ManagementServer>()
        .AddHostedService(provider => provider.GetRequiredService<ManagementServer>())
        .AddHostedService<NodeTrafficWorker>()
        .AddHostedService<GatewayReporter>();
}
