namespace ClusterGateway.NodeAgent.Membership;

internal static class MembershipServiceCollectionExtensions
{
    public static IServiceCollection AddMembership(this IServiceCollection services, MembershipOptions options) => services
        .AddSingleton(options)
        .AddSingleton<NodeIdentity>()
        .AddSingleton<PeerClient>()
        .AddSingleton<MemberEntries>()
        .AddSingleton<NodeRegistration>()
        .AddSingleton<RefusedProcesses>()
        .AddSingleton<MembershipTracker>()
        .AddSingleton<IMembership>(provider => provider.GetRequiredService<MembershipTracker>())
        .AddSingleton<IMemberRegistry, MemberRegistry>()
        .AddHostedService<MembershipWorker>();
}
