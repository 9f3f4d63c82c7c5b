using ClusterGateway.Gateway.Health;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace ClusterGateway.Gateway.Discovery;

internal static class DiscoveryExtensions
{
    /// <summary>What the gateway knows of the cluster, and how YARP learns of the nodes.</summary>
    public static IServiceCollection AddClusterView(this IServiceCollection services) => services
        .AddSingleton<ClusterTracker>()
        .AddSingleton<NodeAddresses>()
        .AddSingleton<ApplicationProbe>()
        .AddSingleton<NodeProbes>()
        .AddSingleton<Membership>()
        .AddSingleton<IClusterView, ClusterView>()
        .AddSingleton<IDestinationResolver, ClusterDestinationResolver>()
        .AddHostedService<MembershipWorker>();
}
