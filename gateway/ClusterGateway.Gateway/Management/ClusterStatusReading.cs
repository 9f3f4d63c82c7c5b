using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Management;

/// <summary>The cluster at this moment, for <c>GET /api/v1/cluster</c> and the dashboard alike.</summary>
internal sealed class ClusterStatusReading(
    IClusterView view, Membership membership, NodeTraffic traffic, PlacementWatch placement, ServedCertificateGauge certificates, TimeProvider time)
{
    /// <param name="gateways">Those that are alive, as an agent lists them.</param>
    public ClusterStatusView Take(IReadOnlyList<GatewayView> gateways)
    {
        var inFlight = traffic.InFlight();
        var status = ClusterStatus.Of(
            membership.Cluster ?? "", view.Current, time, gateways, id => (inFlight.GetValueOrDefault(id), traffic.RateOf(id)));
        var placed = placement.Warning is { } warning ? [warning] : Array.Empty<WarningView>();
        return status with { Warnings = [.. status.Warnings, .. placed, .. certificates.Warnings()] };
    }
}
