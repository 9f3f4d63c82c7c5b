using System.Diagnostics.Metrics;
using ClusterGateway.Gateway.Screening.Blocks;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Screening;

/// <summary>How many are and were turned away; nothing of who they were.</summary>
internal sealed class ScreeningMetrics
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _dropped;

    public ScreeningMetrics(IMeterFactory meters, BlockedClients clients)
    {
        var meter = meters.Create(TelemetryNames.Meter);
        _refused = meter.CreateCounter<long>("clustergateway.screening.refused", "{request}", "Requests of blocked clients, answered by the gateway");
        _dropped = meter.CreateCounter<long>("clustergateway.screening.dropped", "{attempt}", "Failed log-ins that no agent was told of, because too many waited");
        meter.CreateObservableGauge("clustergateway.screening.blocks", () => Read(clients), "{network}", "Networks that this gateway keeps out now");
    }

    public void Refused() => _refused.Add(1);

    public void Dropped() => _dropped.Add(1);

    /// <summary>Nothing while the list is not known: a zero after each start would look like a burst of blocks.</summary>
    private static Measurement<int>[] Read(BlockedClients clients) => clients.Count is { } count ? [new Measurement<int>(count)] : [];
}
