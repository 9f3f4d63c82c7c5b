namespace ClusterGateway.Storage;

/// <summary>
/// A page of entries. <see cref="Next"/> is the last key when more may follow, to be passed as <c>after</c>; null at the end. A page is
/// full unless it is the last, or one more entry would bring its values above <see cref="EnoughBytes"/>: then a server's page ends there.
/// </summary>
public sealed record StorePage(IReadOnlyList<StoreEntry> Entries, string? Next)
{
    public const int MaxLimit = 1000;

    /// <summary>8 MiB: a thousand of the largest values would be a gigabyte.</summary>
    public const int EnoughBytes = 8 * 1024 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">Not 1–1,000 entries.</exception>
    internal static void ValidateLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
    }
}
