namespace ClusterGateway.Storage.InMemory;

/// <summary>An entry as it is kept; at the moment <see cref="ExpiresAt"/> it is already expired.</summary>
internal sealed record InMemoryEntry(string Key, byte[] Value, long Revision, DateTimeOffset? ExpiresAt)
{
    public bool IsLive(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;

    public StoreEntry ToEntry(DateTimeOffset now) => new(Key, Value, Revision, ExpiresAt - now);
}
