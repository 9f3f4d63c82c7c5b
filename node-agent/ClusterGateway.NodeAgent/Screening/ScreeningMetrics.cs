using System.Diagnostics.Metrics;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary>What was decided about log-ins; nothing of who they were.</summary>
internal sealed class ScreeningMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _decisions = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.screening.decisions", "{decision}", "Log-ins that were reported, by whether their address may go on; local: without the store");

    public void Decided(ScreeningVerdict verdict, bool local) => _decisions.Add(
        1,
        new KeyValuePair<string, object?>("decision", verdict == ScreeningVerdict.Allow ? "allow" : "block"),
        new KeyValuePair<string, object?>("counted", local ? "locally" : "shared"));
}
