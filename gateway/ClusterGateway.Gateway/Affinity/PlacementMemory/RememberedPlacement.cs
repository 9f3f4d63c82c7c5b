namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>One placement in the snapshot on disk.</summary>
/// <param name="Key">A hash of the client's prefix and the affinity key, or of what its cookie says; neither is written itself.</param>
/// <param name="Seen">Seconds since 1970.</param>
internal readonly record struct RememberedPlacement(ulong Key, string NodeId, uint Seen, PlacementKind Kind);
