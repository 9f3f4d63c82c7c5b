using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.KeyRing;

/// <summary>The gateways' key ring in the store. Elements are only ever added.</summary>
internal sealed class KeyRingStore(IClusterStore store)
{
    private const string Prefix = "keyring/elements/";

    /// <summary>Exists since the ring is not empty: the one entry over which two first elements collide.</summary>
    private const string Marker = "keyring/first";

    /// <summary>All elements in the order of their ids.</summary>
    public async Task<IReadOnlyList<KeyRingElement>> ReadAsync(CancellationToken cancellationToken)
    {
        var elements = (await store.ListAllAsync(Prefix, cancellationToken)).ConvertAll(ElementOf);

        // The store's order is that of the percent-encoded ids.
        elements.Sort(static (x, y) => string.CompareOrdinal(x.Id, y.Id));
        return elements;
    }

    /// <summary>
    /// Adds the element unless its id is taken. The outcome is null when it was to be the first and the ring is not empty; otherwise the
    /// element that the ring now holds under this id, and whether it is the new one.
    /// </summary>
    public async Task<(KeyRingElement Element, bool Added)?> TryAddAsync(
        KeyRingElement element, bool first, CancellationToken cancellationToken)
    {
        var key = Prefix + Uri.EscapeDataString(element.Id);
        var value = RecordJson.Write(new KeyRingRecord(element.Value), KeyRingRecordJson.Default.KeyRingRecord);
        var result = await store.CommitAsync(
            new StoreCommit(
                new StorePut(key, value, StoreCondition.Absent),
                new StorePut(Marker, default, first ? StoreCondition.Absent : StoreCondition.Any)),
            cancellationToken);
        if (result.Committed)
        {
            return (element, true);
        }

        // The same id first: a gateway that asks again, because it never heard the answer, is told that its element is there.
        return result.Conflicts.FirstOrDefault(c => c.Key == key)?.Current is { } kept ? (ElementOf(kept), false) : null;
    }

    private static KeyRingElement ElementOf(StoreEntry entry) =>
        new(StoreKey.LastComponent(entry.Key), RecordJson.Read(entry, KeyRingRecordJson.Default.KeyRingRecord).Value);
}
