using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.LoadBalancing;

namespace ClusterGateway.Gateway.LoadBalancing;

internal static class LoadBalancingServiceCollectionExtensions
{
    public static IServiceCollection AddLoadBalancingPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LoadBalancingOptions>().Bind(configuration.GetSection(LoadBalancingOptions.Section)).ValidateDataAnnotations();
        services.TryAddSingleton<PrefixShares>();
        return services
            .AddSingleton<ClusterTerms>()
            .AddSingleton<PlacementWeights>()
            .AddSingleton<NodeLoads>()
            .AddSingleton<PlacementMetrics>()
            .AddSingleton<PlacementWatch>()
            .AddHostedService(provider => provider.GetRequiredService<PlacementWatch>())
            .AddSingleton<ILoadBalancingPolicy, ClientIpHashPolicy>()
            .AddSingleton<ILoadBalancingPolicy, LeastSessionsPolicy>();
    }
}
