using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Screening.Blocks;

/// <summary>What the agents have told last, ready to be asked. Immutable.</summary>
/// <param name="Allowed">Never blocked, whatever the blocks say.</param>
internal sealed record SharedBlocks(BlockSet Blocks, BlockSet Allowed, CountingRules Rules)
{
    /// <summary>Before any agent has answered: nobody is blocked, and failures are counted as agents count them by default.</summary>
    public static SharedBlocks Unknown { get; } = new(
        BlockSet.Empty,
        AllowedOf(AddressRange.Loopback),
        new CountingRules(32, 64, new CountingRule(10, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)), new Dictionary<string, CountingRule>()));

    /// <param name="age">How long ago the list was right.</param>
    public static SharedBlocks Of(BlockListView list, TimeSpan age, TimeProvider time)
    {
        var now = time.GetTimestamp();
        var ends = list.Items.Select(block => (IsRange: TryParse(block.Cidr, out var range), Range: range, End: EndOf(block, now, age, time)));
        var allowed = list.Allowed.Select(text => TryParse(text, out var range) ? range : (AddressRange?)null).OfType<AddressRange>();
        return new SharedBlocks(
            new BlockSet(ends.Where(it => it.IsRange && it.End > now).DistinctBy(it => it.Range).Select(it => KeyValuePair.Create(it.Range, it.End))),
            AllowedOf(allowed),
            list.Rules);
    }

    private static BlockSet AllowedOf(IEnumerable<AddressRange> ranges) =>
        new(ranges.Distinct().Select(range => KeyValuePair.Create(range, BlockSet.Never)));

    private static long EndOf(BlockView block, long now, TimeSpan age, TimeProvider time) => block.ExpiresIn is { } left
        ? now + (long)((left.Value - age).TotalSeconds * time.TimestampFrequency)
        : BlockSet.Never;

    private static bool TryParse(string text, out AddressRange range) => AddressRange.TryParse(text, 32, 128, out range);
}
