namespace ClusterGateway.Gateway.Draining;

internal static class DrainingExtensions
{
    public static IServiceCollection AddDraining(this IServiceCollection services) => services
        .AddSingleton<LongLivedConnections>()
        .AddHostedService<MaintenanceWorker>();
}
