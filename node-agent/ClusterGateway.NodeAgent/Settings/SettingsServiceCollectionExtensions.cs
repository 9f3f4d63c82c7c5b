using ClusterGateway.NodeAgent.Settings.History;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.NodeAgent.Settings.Transfer;

namespace ClusterGateway.NodeAgent.Settings;

internal static class SettingsServiceCollectionExtensions
{
    public static IServiceCollection AddSettings(this IServiceCollection services, SettingsOptions options) => services
        .AddSingleton(options)
        .AddSingleton<NodeScope>()
        .AddSingleton<SettingsEntries>()
        .AddSingleton<SettingsReplica>()
        .AddSingleton<ISettings>(provider => provider.GetRequiredService<SettingsReplica>())
        .AddSingleton<SettingsAside>()
        .AddSingleton<SettingsRepair>()
        .AddSingleton<SettingsSynchronizer>()
        .AddSingleton<SettingsSecrets>()
        .AddSingleton<SettingPolicy>()
        .AddSingleton<SettingsWriter>()
        .AddSingleton<SettingsChangeSet>()
        .AddSingleton<SettingsImport>()
        .AddSingleton<SettingsMetrics>()
        .AddHostedService<SettingsWorker>();
}
