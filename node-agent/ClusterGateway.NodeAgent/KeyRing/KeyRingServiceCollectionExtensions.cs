namespace ClusterGateway.NodeAgent.KeyRing;

internal static class KeyRingServiceCollectionExtensions
{
    public static IServiceCollection AddKeyRing(this IServiceCollection services) => services.AddSingleton<KeyRingStore>();
}
