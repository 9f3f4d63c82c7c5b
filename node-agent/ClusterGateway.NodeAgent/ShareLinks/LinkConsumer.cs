using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// Counts downloads, each grant once and never more than the link allows: one commit that depends on the link, the counter and the grant.
/// Downloads of one link take turns within the agent, so that a link that everybody opens makes only as many competitors as there are agents.
/// </summary>
internal sealed class LinkConsumer(IClusterStore store, LinkAudit audit, TimeProvider time)
{
    private readonly KeyedLock _turns = new();

    /// <returns>What came of it, and the link's id when the grant is known.</returns>
    public async Task<(LinkAccess Outcome, string? Link)> ConsumeAsync(string grant, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(GrantToken.KeyOf(grant), cancellationToken) is not { } entry)
        {
            return (LinkAccess.Gone, null);
        }

        var link = Read(entry).Link;
        if (Read(entry).Counted)
        {
            // A download that goes on, perhaps in many small ranges: it needs no turn.
            var there = await store.GetAsync(ShareLinkKeys.Link(link), cancellationToken) is not null;
            return (there ? LinkAccess.Repeated : LinkAccess.Gone, link);
        }

        using var turn = await _turns.EnterAsync(link, cancellationToken);
        return (await CountAsync(entry, link, cancellationToken), link);
    }

    private async Task<LinkAccess> CountAsync(StoreEntry? grant, string link, CancellationToken cancellationToken)
    {
        var seen = await LinkSnapshot.ReadAsync(store, link, cancellationToken);
        if (seen is { IsExhausted: true })
        {
            // Read again, behind the counter: the last download that was counted may have been this grant's.
            grant = await store.GetAsync(grant!.Key, cancellationToken);
        }

        for (var lost = 1; ; lost++)
        {
            if (Decide(grant, seen) is not LinkAccess.Consumed and var otherwise)
            {
                return otherwise;
            }

            var result = await store.CommitAsync(LinkCommits.Count(seen!, grant!), cancellationToken);
            if (result.Committed)
            {
                TellWhenLast(seen!);
                return LinkAccess.Consumed;
            }

            seen = seen!.After(result);
            grant = result.Conflicts.FirstOrDefault(c => c.Key == grant!.Key) is { } conflict ? conflict.Current : grant;
            await Contention.PauseUnlessFirstAsync(lost, time, cancellationToken);
        }
    }

    private static LinkAccess Decide(StoreEntry? grant, LinkSnapshot? link)
    {
        if (grant is null || link is null)
        {
            return LinkAccess.Gone;
        }

        return Read(grant).Counted ? LinkAccess.Repeated : link.IsExhausted ? LinkAccess.Exhausted : LinkAccess.Consumed;
    }

    private void TellWhenLast(LinkSnapshot before)
    {
        if (before.Downloads + 1 == before.Record.MaxDownloads)
        {
            audit.LimitReached(before.Id);
        }
    }

    private static GrantRecord Read(StoreEntry grant) => RecordJson.Read(grant, ShareLinkRecordJson.Default.GrantRecord);
}
