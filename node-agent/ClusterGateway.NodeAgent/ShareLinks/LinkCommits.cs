using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// What is written for each change of a link. Link, copies and counter change in one commit and end together; the copies need no
/// condition of their own, because every commit that writes them has one on the link and one on the counter. Nobody watches: all are quiet.
/// </summary>
internal static class LinkCommits
{
    public static StoreCommit Create(string id, ShareLinkRecord record, TimeSpan? timeToLive, IEnumerable<StoreOperation> more) =>
        Quiet([Link(id, record, StoreCondition.Absent, timeToLive), .. Copies(id, record, 0, timeToLive), .. more]);

    /// <summary>The counter gets the link's new end too: one that ends before the link would let visitors begin anew.</summary>
    public static StoreCommit Change(LinkSnapshot seen, ShareLinkRecord record, TimeSpan? timeToLive) => Quiet(
        [
            Link(seen.Id, record, StoreCondition.Unchanged(seen.Link), timeToLive),
            .. Copies(seen.Id, record, seen.Downloads, timeToLive),
            seen.Counter is null
                ? new StoreCheck(ShareLinkKeys.Downloads(seen.Id), StoreCondition.Absent)
                : new StorePut(seen.Counter.Key, seen.Counter.Value, StoreCondition.Unchanged(seen.Counter), timeToLive),
        ]);

    /// <summary>Another secret for the same link. Copies hold none.</summary>
    public static StoreCommit Renew(LinkSnapshot seen, byte[] secret) => Quiet(
        [Link(seen.Id, seen.Record with { Secret = secret }, StoreCondition.Unchanged(seen.Link), seen.TimeToLive)]);

    /// <summary>Attempts by clients and grants end by themselves, within their short times to live; without the link they are nothing.</summary>
    public static StoreCommit Revoke(LinkSnapshot seen, StoreCondition condition) => Quiet(
        [
            new StoreDelete(ShareLinkKeys.Link(seen.Id), condition),
            new StoreDelete(ShareLinkKeys.OfOwner(seen.Record.Owner) + seen.Id, StoreCondition.Any),
            new StoreDelete(ShareLinkKeys.OfTarget(seen.Record.Target) + seen.Id, StoreCondition.Any),
            new StoreDelete(ShareLinkKeys.Downloads(seen.Id), StoreCondition.Any),
            new StoreDelete(ShareLinkKeys.Attempts(seen.Id), StoreCondition.Any),
        ]);

    /// <summary>A grant for the link as it was seen; void when it has changed since.</summary>
    public static StoreCommit Grant(LinkSnapshot seen, string key, TimeSpan lifetime) => Quiet(
        [
            new StoreCheck(ShareLinkKeys.Link(seen.Id), StoreCondition.Unchanged(seen.Link)),
            new StorePut(key, Write(new GrantRecord(seen.Id, Counted: false)), StoreCondition.Absent, lifetime),
        ]);

    /// <summary>One download more, for a grant that was not counted.</summary>
    public static StoreCommit Count(LinkSnapshot seen, StoreEntry grant)
    {
        var downloads = seen.Downloads + 1;
        return Quiet(
            [
                new StoreCheck(ShareLinkKeys.Link(seen.Id), StoreCondition.Unchanged(seen.Link)),
                new StorePut(
                    ShareLinkKeys.Downloads(seen.Id),
                    RecordJson.Write(new DownloadsRecord(downloads), ShareLinkRecordJson.Default.DownloadsRecord),
                    StoreCondition.Unchanged(seen.Counter),
                    seen.TimeToLive),
                new StorePut(grant.Key, Write(new GrantRecord(seen.Id, Counted: true)), StoreCondition.Unchanged(grant), StoreTime.LeftOf(grant)),
                .. Copies(seen.Id, seen.Record, downloads, seen.TimeToLive),
            ]);
    }

    private static StorePut Link(string id, ShareLinkRecord record, StoreCondition condition, TimeSpan? timeToLive) =>
        new(ShareLinkKeys.Link(id), RecordJson.Write(record, ShareLinkRecordJson.Default.ShareLinkRecord), condition, timeToLive);

    private static StorePut[] Copies(string id, ShareLinkRecord link, long downloads, TimeSpan? timeToLive)
    {
        var copy = RecordJson.Write(
            new ShareLinkCopyRecord(
                link.Target, link.Permissions, link.Owner, link.Note, link.Password is not null, link.MaxDownloads, link.CreatedAt,
                link.ExpiresAt, downloads),
            ShareLinkRecordJson.Default.ShareLinkCopyRecord);
        return
        [
            new StorePut(ShareLinkKeys.OfOwner(link.Owner) + id, copy, StoreCondition.Any, timeToLive),
            new StorePut(ShareLinkKeys.OfTarget(link.Target) + id, copy, StoreCondition.Any, timeToLive),
        ];
    }

    private static byte[] Write(GrantRecord grant) => RecordJson.Write(grant, ShareLinkRecordJson.Default.GrantRecord);

    private static StoreCommit Quiet(IReadOnlyList<StoreOperation> operations) => new(operations) { Quiet = true };
}
