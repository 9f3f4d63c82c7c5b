using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary><c>clustergateway.clock.skew</c>: how many seconds the store's clock is ahead of this node's, as last measured.</summary>
internal sealed class ClockSkewGauge(IMeterFactory meters)
{
    private readonly Gauge<double> _gauge = meters.Create(TelemetryNames.Meter).CreateGauge<double>(
        "clustergateway.clock.skew", "s", "How far the store's clock is ahead of this node's");

    public void Record(TimeSpan skew) => _gauge.Record(skew.TotalSeconds);
}
