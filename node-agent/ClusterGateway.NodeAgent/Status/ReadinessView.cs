using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Status;

/// <summary><c>GET /readyz?verbose</c>.</summary>
internal sealed record ReadinessView(bool Ready, bool StoreReachable, bool Registered, StoreCapabilities Store);
