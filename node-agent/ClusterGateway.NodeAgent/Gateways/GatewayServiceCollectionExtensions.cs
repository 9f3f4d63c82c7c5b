namespace ClusterGateway.NodeAgent.Gateways;

internal static class GatewayServiceCollectionExtensions
{
    public static IServiceCollection AddGateways(this IServiceCollection services) => services.AddSingleton<GatewayStore>();
}
