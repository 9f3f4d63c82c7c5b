namespace ClusterGateway.Storage;

/// <summary>A page of entries. <see cref="Next"/> is the last key when more may follow, to be passed as <c>after</c>; null at the end.</summary>
public sealed record StorePage(IReadOnlyList<StoreEntry> Entries, string? Next);
