namespace ClusterGateway.Storage;

/// <summary>A page of entries. <see cref="Next"/> is the last key when more may follow, to be passed as <c>after</c>; null at the end.</summary>
public sealed record StorePage(IReadOnlyList<StoreEntry> Entries, string? Next)
{
    public const int MaxLimit = 1000;

    /// <exception cref="ArgumentOutOfRangeException">Not 1–1,000 entries.</exception>
    internal static void ValidateLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
    }
}
