namespace ClusterGateway.Storage;

/// <summary>What is committed in one step: one to 64 operations on distinct keys.</summary>
public sealed record StoreCommit
{
    public const int MaxOperations = 64;

    public StoreCommit(params IReadOnlyList<StoreOperation> operations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(operations.Count, nameof(operations));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(operations.Count, MaxOperations, nameof(operations));
        if (operations.Count > 1 && operations.DistinctBy(o => o.Key, StringComparer.Ordinal).Count() != operations.Count)
        {
            throw new ArgumentException("a key may appear only once in a commit", nameof(operations));
        }

        Operations = operations;
    }

    public IReadOnlyList<StoreOperation> Operations { get; }

    /// <summary>The new revision exceeds this too: how a term stays above what nodes remember of a store that was restored. Default 0.</summary>
    public long RevisionFloor { get; init; }

    /// <summary>Watchers need not be told. For frequent writes: in PostgreSQL a notification serializes commits.</summary>
    public bool Quiet { get; init; }
}
