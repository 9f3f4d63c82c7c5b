using System.Globalization;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Blocks;

/// <summary>Blocks and unblocks, and writes down who did. Of either, the list's readers hear at once.</summary>
internal sealed class BlockCommands(IClusterStore store, BlockFeed feed, IEventLog events, NodeIdentity self)
{
    /// <summary>For a person.</summary>
    /// <param name="until">Null for no end.</param>
    /// <returns>Null when the end is not in the future by the store's clock; otherwise the block, and whether the network was not blocked before.</returns>
    public async Task<(Block Block, bool IsNew)?> BlockAsync(
        AddressRange range, string reason, DateTimeOffset? until, string actor, CancellationToken cancellationToken)
    {
        var now = (await store.PingAsync(cancellationToken)).ServerTime;
        var left = until - now;
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        var block = new Block(range, reason, Scope: null, actor, now, left is null ? null : StoreTime.AtLeastSome(left.Value));
        while (true)
        {
            var before = await store.GetAsync(ScreeningKeys.Block(range), cancellationToken);
            var put = block.InPlaceOf(before is null ? null : Block.Of(before)).Put(StoreCondition.Unchanged(before));
            if ((await store.CommitAsync(new StoreCommit(put), cancellationToken)).Committed)
            {
                Tell(block);
                return (block, IsNew: before is null);
            }
        }
    }

    /// <summary>Also forgets what was counted of the address, so that its next failure is the first.</summary>
    /// <returns>False when it is not blocked.</returns>
    public async Task<bool> UnblockAsync(AddressRange range, string actor, CancellationToken cancellationToken)
    {
        var key = ScreeningKeys.Block(range);
        while (await store.GetAsync(key, cancellationToken) is { } entry)
        {
            StoreOperation[] operations =
            [
                new StoreDelete(key, StoreCondition.Unchanged(entry)),
                new StorePut(ScreeningKeys.Head, default, StoreCondition.Any),
                .. Block.Of(entry)?.Scope is { } scope ? [new StoreDelete(ScreeningKeys.Offences(scope, range), StoreCondition.Any)] : Array.Empty<StoreOperation>(),
            ];
            if ((await store.CommitAsync(new StoreCommit(operations), cancellationToken)).Committed)
            {
                feed.Hint();
                events.Append(new EventRequest(EventTypes.AddressUnblocked, self.Id, Reason: null, actor, range.ToString()));
                return true;
            }
        }

        return false;
    }

    /// <summary>A block that was just committed.</summary>
    public void Tell(Block block)
    {
        feed.Hint();
        var end = block.Left is { } left
            ? string.Create(CultureInfo.InvariantCulture, $"until {(block.BlockedAt + left).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")
            : "without end";
        events.Append(new EventRequest(EventTypes.AddressBlocked, self.Id, block.Reason, block.Actor, $"{block.Range} {end}"));
    }
}
