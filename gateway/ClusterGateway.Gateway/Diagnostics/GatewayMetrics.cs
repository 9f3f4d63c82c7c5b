using System.Diagnostics.Metrics;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Primary;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>What this gateway measures of the cluster; the names are public (docs/operations/metrics.md).</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Counted up and down around every request, where <c>clustergateway.node.in_flight</c> tells as much, for a tenth of its cost.</summary>
    private static readonly string[] Dropped =
        ["http.server.active_requests", "http.client.active_requests", "http.client.open_connections", "http.client.request.time_in_queue"];

    private readonly LabelledCounter _changes;
    private readonly Histogram<double> _vacancy;
    private readonly ClusterTracker _state;
    private readonly TimeProvider _time;

    public GatewayMetrics(IMeterFactory meters, ClusterTracker state, PrimaryQueue queue, NodeTraffic traffic, TimeProvider time)
    {
        (_state, _time) = (state, time);
        var meter = meters.Create(TelemetryNames.Meter);
        _changes = new LabelledCounter(
            meter, "clustergateway.primary.changes", "{change}", "A primary was found, took over, or came back", "reason", ["found", "failover", "handover", "recovered"]);
        _vacancy = meter.CreateHistogram("clustergateway.primary.vacancy", "s", "Time without a primary", tags: null, advice: HistogramBounds.Vacancy);
        meter.CreateObservableGauge("clustergateway.node.up", () => Nodes(n => n.Health is not NodeHealth.Unhealthy ? 1 : 0), "{node}", "1 while agent or application answers");
        meter.CreateObservableGauge("clustergateway.node.serving", () => Nodes(n => n.Admission.KeepsBound ? 1 : 0), "{node}", "1 while the node serves");
        meter.CreateObservableGauge("clustergateway.node.sessions", () => Nodes(n => n.Self?.Sessions ?? 0), "{session}", "Sessions, as the agent counts them");
        meter.CreateObservableGauge("clustergateway.node.in_flight", () => InFlight(traffic), "{request}", "Requests of this gateway that run on the node");
        meter.CreateObservableGauge("clustergateway.primary.held_requests", () => queue.Held, "{request}", "Admin requests that wait for a primary");
        meter.CreateObservableGauge("clustergateway.leader.term", () => state.Current.Term, "{term}", "The highest term seen");
        meter.CreateObservableGauge("clustergateway.leader.lease_remaining", LeaseRemaining, "s", "How long this gateway still trusts the primary");
    }

    /// <summary>Without a cluster the gateway is plain YARP, and makes no file for an id of its own.</summary>
    public static TelemetryOptions Collected(GatewayIdentity identity, GatewayOptions options) =>
        new("clustergateway-gateway", options.Nodes.Count > 0 ? identity.Id : options.Id ?? Environment.MachineName)
        {
            Namespace = options.Name,
            Version = GatewayIdentity.Version,
            Dropped = Dropped,
        };

    /// <param name="reason"><c>found</c>, <c>failover</c>, <c>handover</c> or <c>recovered</c>.</param>
    public void PrimaryChanged(string reason, TimeSpan vacancy)
    {
        _changes.Add(reason);
        _vacancy.Record(vacancy.TotalSeconds);
    }

    private IEnumerable<Measurement<long>> Nodes(Func<NodeState, long> value) =>
        _state.Current.Nodes.Values.Select(node => new Measurement<long>(value(node), new KeyValuePair<string, object?>("node", node.Id)));

    private static IEnumerable<Measurement<long>> InFlight(NodeTraffic traffic) =>
        traffic.InFlight().Select(node => new Measurement<long>(node.Value, new KeyValuePair<string, object?>("node", node.Key)));

    private double LeaseRemaining() => _state.Current.Primary is { } primary
        ? Math.Max(0, _time.GetElapsedTime(_time.GetTimestamp(), primary.Deadline).TotalSeconds)
        : 0;
}
