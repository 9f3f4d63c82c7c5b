using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Contracts;

/// <summary>The whole cluster at a glance, <c>GET /api/v1/cluster</c> on a gateway. <see cref="Primary"/> is a node id or null.</summary>
public sealed record ClusterStatusView(
    string Name,
    long Term,
    string? Primary,
    bool Paused,
    StoreStatusView Store,
    IReadOnlyList<GatewayView> Gateways,
    IReadOnlyList<NodeView> Nodes,
    IReadOnlyList<WarningView> Warnings);
