using Yarp.ReverseProxy.LoadBalancing;

namespace ClusterGateway.Gateway.LoadBalancing;

internal static class LoadBalancingServiceCollectionExtensions
{
    public static IServiceCollection AddLoadBalancingPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LoadBalancingOptions>().Bind(configuration.GetSection(LoadBalancingOptions.Section)).ValidateDataAnnotations();
        return services
            .AddSingleton<ClusterTerms>()
            .AddSingleton<PlacementWeights>()
            .AddSingleton<NodeLoads>()
            .AddHostedService<NodeLoadWorker>()
            .AddSingleton<ILoadBalancingPolicy, ClientIpHashPolicy>()
            .AddSingleton<ILoadBalancingPolicy, LeastSessionsPolicy>();
    }
}
