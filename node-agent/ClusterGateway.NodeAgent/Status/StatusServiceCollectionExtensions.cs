namespace ClusterGateway.NodeAgent.Status;

internal static class StatusServiceCollectionExtensions
{
    public static IServiceCollection AddStatus(this IServiceCollection services) => services.AddSingleton<SelfReport>();
}
