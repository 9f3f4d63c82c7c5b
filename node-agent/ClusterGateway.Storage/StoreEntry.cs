namespace ClusterGateway.Storage;

/// <summary>An entry as it was read.</summary>
/// <param name="Revision">The revision of the commit that last wrote it.</param>
/// <param name="ExpiresIn">What is left of its time to live by the store's clock, measured there; null when it does not expire.</param>
public sealed record StoreEntry(string Key, ReadOnlyMemory<byte> Value, long Revision, TimeSpan? ExpiresIn);
