namespace ClusterGateway.Storage;

/// <summary>An entry that was not as its condition wanted it: what it is instead, read in the same atomic step; null when absent.</summary>
public sealed record StoreConflict(string Key, StoreEntry? Current);
