using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Screening;

/// <summary>How many were turned away; nothing of who they were.</summary>
internal sealed class ScreeningMetrics
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;

    public ScreeningMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Meter);
        _refused = meter.CreateCounter<long>("clustergateway.screening.refused", "{request}", "Requests of blocked clients, answered by the gateway");
        _dropped = meter.CreateCounter<long>("clustergateway.screening.dropped", "{attempt}", "Failed log-ins that no agent was told of, because too many waited");
    }

    public void Refused() => _refused.Add(1);

    public void Dropped() => _dropped.Add(1);
}
