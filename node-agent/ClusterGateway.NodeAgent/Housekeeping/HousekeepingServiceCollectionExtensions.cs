namespace ClusterGateway.NodeAgent.Housekeeping;

internal static class HousekeepingServiceCollectionExtensions
{
    public static IServiceCollection AddHousekeeping(this IServiceCollection services, HousekeepingOptions options) => services
        .AddSingleton(options)
        .AddHostedService<HousekeepingWorker>();
}
