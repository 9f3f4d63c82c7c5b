namespace ClusterGateway.Gateway.Health;

/// <summary>What a node may be sent.</summary>
/// <param name="KeepsBound">Requests of clients that are bound to it.</param>
/// <param name="Tier">New clients, and only when no better tier has a node.</param>
internal readonly record struct Admission(bool KeepsBound, PlacementTier Tier);
