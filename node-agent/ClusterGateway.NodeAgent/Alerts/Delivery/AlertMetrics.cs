using System.Diagnostics.Metrics;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Counts messages that channels took, or did not.</summary>
internal sealed class AlertMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _sent = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.alerts.sent", "{message}", "Messages of alerts, one for each channel");

    public void Sent(string code, AlertOutcome outcome) =>
        _sent.Add(1, new("code", code), new("outcome", outcome == AlertOutcome.Sent ? "sent" : "failed"));
}
