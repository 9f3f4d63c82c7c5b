using Yarp.ReverseProxy.LoadBalancing;

namespace ClusterGateway.Gateway.LoadBalancing;

internal static class LoadBalancingServiceCollectionExtensions
{
    public static IServiceCollection AddLoadBalancingPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LoadBalancingOptions>().Bind(configuration.GetSection(LoadBalancingOptions.Section)).ValidateDataAnnotations();
        services.AddSingleton<ILoadBalancingPolicy, ClientIpHashPolicy>();
        return services;
    }
}
