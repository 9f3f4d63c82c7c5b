using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Records;

/// <summary>Lists that are read whole, page after page.</summary>
internal static class EntryLists
{
    /// <summary>All live entries below the prefix, in the order of their keys. Not of one moment: what changes meanwhile is in it or not.</summary>
    /// <param name="after">Only those behind this key; null for all.</param>
    public static async Task<List<StoreEntry>> ListAllAsync(this IClusterStore store, string prefix, CancellationToken cancellationToken, string? after = null)
    {
        var entries = new List<StoreEntry>();
        do
        {
            var page = await store.ListAsync(prefix, after, StorePage.MaxLimit, cancellationToken);
            entries.AddRange(page.Entries);
            after = page.Next;
        }
        while (after is not null);

        return entries;
    }
}
