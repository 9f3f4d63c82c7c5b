using ClusterGateway.NodeAgent.Leadership.Failsafe;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

internal static class LeadershipServiceCollectionExtensions
{
    public static IServiceCollection AddLeadership(this IServiceCollection services, LeadershipOptions options) => services
        .AddSingleton(options)
        .AddSingleton(options.Timing)
        .AddSingleton<TermMemory>()
        .AddSingleton<ITermMemory>(provider => provider.GetRequiredService<TermMemory>())
        .AddSingleton<LeaderEntries>()
        .AddSingleton<LeadershipTracker>()
        .AddSingleton<ILeadership>(provider => provider.GetRequiredService<LeadershipTracker>())
        .AddSingleton<LeaderLook>()
        .AddSingleton<LeaseRelease>()
        .AddSingleton<FailsafePromise>()
        .AddSingleton<FailsafeList>()
        .AddSingleton<FailsafeRound>()
        .AddSingleton<FailsafePrimary>()
        .AddSingleton<FailsafeMember>()
        .AddSingleton<ElectionObserver>()
        .AddSingleton<LeadershipCommands>()
        .AddSingleton<LeadershipLoop>()
        .AddHostedService<LeadershipWorker>()
        .AddHostedService<LeadershipWatchdog>();
}
