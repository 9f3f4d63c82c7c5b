using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Blocks;

/// <summary>All blocks, as they were at one time.</summary>
/// <param name="ReadAt">A timestamp of the monotonic clock, from before they were read.</param>
internal sealed record BlockSnapshot(long Revision, IReadOnlyList<Block> Blocks, long ReadAt)
{
    /// <summary>The revision first: a change that comes between is read twice, and never missed.</summary>
    public static async Task<BlockSnapshot> ReadAsync(IClusterStore store, long readAt, CancellationToken cancellationToken)
    {
        var revision = await RevisionAsync(store, cancellationToken);
        var blocks = (await store.ListAllAsync(ScreeningKeys.Blocks, cancellationToken)).Select(Block.Of).OfType<Block>().ToList();
        return new BlockSnapshot(revision, blocks, readAt);
    }

    public static async Task<long> RevisionAsync(IClusterStore store, CancellationToken cancellationToken) =>
        (await store.GetAsync(ScreeningKeys.Head, cancellationToken))?.Revision ?? 0;

    /// <summary>The block that lasts longest of those that hold an address, a network or both; null when none does.</summary>
    public Block? Find(AddressRange range, TimeSpan age) => Blocks
        .Where(block => block.Range.Contains(range) && !(block.Left - age <= TimeSpan.Zero))
        .MaxBy(block => block.Left ?? TimeSpan.MaxValue);
}
