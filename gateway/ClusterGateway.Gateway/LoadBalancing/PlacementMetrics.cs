using System.Diagnostics.Metrics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.LoadBalancing;

internal sealed class PlacementMetrics
{
    public PlacementMetrics(IMeterFactory meters, IClusterView view, PlacementWeights weights)
    {
        var meter = meters.Create(TelemetryNames.Meter);
        meter.CreateObservableGauge(
            "clustergateway.node.placement_weight",
            () => view.Current.Nodes.Values.Select(node => new Measurement<double>(
                node.Admission.Tier == PlacementTier.Never ? 0 : weights.OfNode(node), new KeyValuePair<string, object?>("node", node.Id))),
            "{weight}",
            "Weight of the node for new clients now: less in slow start, 0 when it takes none");
        meter.CreateObservableGauge(
            "clustergateway.placement.heaviest_prefix_share",
            () => HeaviestPrefixShare,
            "1",
            "The part of the new clients that one address prefix has, where addresses decide");
    }

    /// <summary>0 to 1; 0 also while too few clients have come to say anything.</summary>
    public double HeaviestPrefixShare { get; set; }
}
