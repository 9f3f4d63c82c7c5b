using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

internal static class LeadershipServiceCollectionExtensions
{
    public static IServiceCollection AddLeadership(this IServiceCollection services, LeaseTiming timing) => services
        .AddSingleton(timing)
        .AddSingleton<TermMemory>()
        .AddSingleton<ITermMemory>(provider => provider.GetRequiredService<TermMemory>())
        .AddSingleton<LeaderEntries>()
        .AddSingleton<LeadershipTracker>()
        .AddSingleton<ILeadership>(provider => provider.GetRequiredService<LeadershipTracker>())
        .AddSingleton<LeadershipLoop>()
        .AddHostedService<LeadershipWorker>();
}
