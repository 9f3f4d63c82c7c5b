using System.Diagnostics.Metrics;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.Status;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Diagnostics;

internal static class DiagnosticsExtensions
{
    /// <summary>Registers the store behind <see cref="MeasuredStore"/>: nobody gets it otherwise.</summary>
    /// <param name="lease">The same store over a connection that renewals share with nothing else.</param>
    public static IServiceCollection AddMeasuredStore(this IServiceCollection services, IClusterStore store, IClusterStore lease) => services
        .AddSingleton<AgentMetrics>()
        .AddSingleton<StoreReachability>()
        .AddSingleton<StoreClock>()
        .AddHostedService<ThreadPoolGuard>()
        .AddSingleton<IClusterStore>(provider => Measure(provider, store))
        .AddKeyedSingleton<IClusterStore>(LeaderEntries.OwnConnection, (provider, _) => ReferenceEquals(store, lease)
            ? provider.GetRequiredService<IClusterStore>()
            : Measure(provider, lease));

    private static MeasuredStore Measure(IServiceProvider provider, IClusterStore store) => new(
        store,
        provider.GetRequiredService<StoreReachability>(),
        provider.GetRequiredService<StoreClock>(),
        provider.GetRequiredService<IMeterFactory>(),
        provider.GetRequiredService<TimeProvider>());

    public static void ObserveMetrics(this WebApplication app)
    {
        var services = app.Services;
        var self = services.GetRequiredService<NodeIdentity>();
        var traffic = services.GetRequiredService<NodeTraffic>();
        services.GetRequiredService<SettingsMetrics>();
        services.GetRequiredService<AgentMetrics>().Observe(
            services.GetRequiredService<ILeadership>(), services.GetRequiredService<StoreReachability>(), () => traffic.SessionsOf(self.Id),
            () => services.GetRequiredService<SelfReport>().Warnings);
    }
}
