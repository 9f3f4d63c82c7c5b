using ClusterGateway.Contracts;
using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Lists of links, each page one read of the store.</summary>
internal sealed class LinkLists(IClusterStore store)
{
    /// <summary>
    /// Of an owner, of a target, or all, in the order of their owners. With both filters a page may hold fewer than were asked for
    /// although more follow.
    /// </summary>
    public async Task<Page<ShareLinkView>> ReadAsync(string? owner, string? target, PageRequest page, CancellationToken cancellationToken)
    {
        if (target is not null)
        {
            var links = await page.ReadAsync(store, ShareLinkKeys.OfTarget(target), ViewOf, cancellationToken);
            return owner is null ? links : links with { Items = [.. links.Items.Where(link => link.Owner == owner)] };
        }

        return await page.ReadAsync(store, owner is null ? ShareLinkKeys.ByOwner : ShareLinkKeys.OfOwner(owner), ViewOf, cancellationToken);
    }

    private static ShareLinkView ViewOf(StoreEntry entry)
    {
        var link = RecordJson.Read(entry, ShareLinkRecordJson.Default.ShareLinkCopyRecord);
        return new ShareLinkView(
            StoreKey.LastComponent(entry.Key), link.Target, link.Permissions, link.Owner, link.Note, link.HasPassword, link.CreatedAt,
            link.ExpiresAt, entry.ExpiresIn is { } left ? new Duration(left) : null, link.MaxDownloads, link.Downloads);
    }
}
