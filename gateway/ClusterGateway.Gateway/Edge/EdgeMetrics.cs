using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Edge;

/// <summary>What the gateway refused by itself. What Kestrel refuses is in <c>kestrel.connection.duration</c>, by <c>error.type</c>.</summary>
internal sealed class EdgeMetrics
{
    private readonly Counter<long> _rejected;

    public EdgeMetrics(IMeterFactory meters) => _rejected = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.edge.rejected", "{rejection}", "Requests and connections that the gateway refused at its edge, by reason.");

    public void Rejected(Rejection reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason switch
    {
        Rejection.ControlCharacter => "control-character",
        Rejection.Framing => "framing",
        Rejection.Connect => "connect",
        _ => "connections",
    }));
}
