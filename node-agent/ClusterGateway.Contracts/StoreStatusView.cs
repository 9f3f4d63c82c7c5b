namespace ClusterGateway.Contracts;

/// <summary>The shared store, as the agents see it: reachable when at least one of them reaches it.</summary>
public sealed record StoreStatusView(string? Provider, bool Reachable);
