using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary>How far this node is with the settings.</summary>
internal sealed class SettingsMetrics
{
    public SettingsMetrics(IMeterFactory meters, SettingsReplica replica, SettingsOptions options)
    {
        if (!options.Enabled)
        {
            // It is behind on purpose: nobody is to be told.
            return;
        }

        var meter = meters.Create(TelemetryNames.Meter);
        meter.CreateObservableGauge("clustergateway.settings.revision", () => replica.Applied, "{revision}", "The revision of the settings that this node applied");
        meter.CreateObservableGauge(
            "clustergateway.settings.revision_lag", () => replica.Known - replica.Applied, "{revision}", "How many revisions of the settings this node knows of and has not applied");
        meter.CreateObservableGauge(
            "clustergateway.settings.stale", () => replica.Stale is null ? 0 : 1, "{node}", "Whether this node may not have the newest settings");
    }
}
