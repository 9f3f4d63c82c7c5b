using System.Collections.Frozen;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Screening.Blocks;

/// <summary>
/// Networks with an end each, to be asked for every request: one look into a table for each length of prefix that occurs, which is one or
/// two. Immutable, allocates nothing.
/// </summary>
internal sealed class BlockSet
{
    /// <summary>The end of what has none.</summary>
    public const long Never = long.MaxValue;

    private readonly Layer[] _layers;

    /// <param name="ends">By network: the timestamp at which its block ends.</param>
    public BlockSet(IEnumerable<KeyValuePair<AddressRange, long>> ends) => _layers =
    [
        .. ends
            .GroupBy(end => (end.Key.Length, end.Key.IsIpv4))
            .Select(layer => new Layer(
                AddressRange.MaskOf(layer.Key.Length), layer.Key.IsIpv4, layer.ToFrozenDictionary(end => end.Key.Bits, end => end.Value))),
    ];

    public static BlockSet Empty { get; } = new([]);

    /// <returns>The latest end of the networks that hold the address; null when none of them lasts.</returns>
    public long? EndOf(UInt128 address, long now)
    {
        long? latest = null;
        var isIpv4 = AddressRange.IsMapped(address);
        foreach (var layer in _layers)
        {
            if (layer.IsIpv4 == isIpv4 && layer.Ends.TryGetValue(address & layer.Mask, out var end) && end > now && !(end <= latest))
            {
                latest = end;
            }
        }

        return latest;
    }

    /// <summary>How many networks are blocked now; walks through all of them.</summary>
    public int CountAt(long now) => _layers.Sum(layer => layer.Ends.Values.Count(end => end > now));

    private readonly record struct Layer(UInt128 Mask, bool IsIpv4, FrozenDictionary<UInt128, long> Ends);
}
