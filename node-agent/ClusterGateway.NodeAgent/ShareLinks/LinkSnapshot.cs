using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>A link and its counter, as they were last seen.</summary>
/// <param name="Counter">Null while nothing was counted.</param>
internal sealed record LinkSnapshot(string Id, StoreEntry Link, ShareLinkRecord Record, StoreEntry? Counter)
{
    public long Downloads => Counter is null ? 0 : RecordJson.Read(Counter, ShareLinkRecordJson.Default.DownloadsRecord).Count;

    public bool IsExhausted => Downloads >= Record.MaxDownloads;

    /// <summary>To be given to what ends with the link.</summary>
    public TimeSpan? TimeToLive => StoreTime.LeftOf(Link);

    public ShareLinkView View => new(
        Id, Record.Target, Record.Permissions, Record.Owner, Record.Note, Record.Password is not null, Record.CreatedAt, Record.ExpiresAt,
        Link.ExpiresIn is { } left ? new Duration(left) : null, Record.MaxDownloads, Downloads);

    public static LinkSnapshot Of(string id, StoreEntry link, StoreEntry? counter) =>
        new(id, link, RecordJson.Read(link, ShareLinkRecordJson.Default.ShareLinkRecord), counter);

    /// <summary>Null when the link is not there.</summary>
    public static async Task<LinkSnapshot?> ReadAsync(IClusterStore store, string id, CancellationToken cancellationToken)
    {
        if (id.Length != LinkToken.IdCharacters || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return null;
        }

        var link = store.GetAsync(ShareLinkKeys.Link(id), cancellationToken);
        var counter = store.GetAsync(ShareLinkKeys.Downloads(id), cancellationToken);
        await Task.WhenAll(link, counter);
        return await link is { } there ? Of(id, there, await counter) : null;
    }

    /// <summary>As the store saw both when it refused a commit; null when the link is no more.</summary>
    public LinkSnapshot? After(CommitResult lost)
    {
        var (link, counter) = (Link, Counter);
        foreach (var conflict in lost.Conflicts)
        {
            if (conflict.Key == ShareLinkKeys.Link(Id))
            {
                link = conflict.Current;
            }
            else if (conflict.Key == ShareLinkKeys.Downloads(Id))
            {
                counter = conflict.Current;
            }
        }

        return link is null ? null : Of(Id, link, counter);
    }
}
