using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Changes and revokes links; both hold on every node with the answer, because every node asks the store.</summary>
internal sealed class LinkEditor(IClusterStore store, HashingLine line, TimeProvider time)
{
    public Task<LinkSnapshot?> FindAsync(string id, CancellationToken cancellationToken) => LinkSnapshot.ReadAsync(store, id, cancellationToken);

    /// <param name="refuse">Why the request must not be carried out on the link at this revision; null when it may.</param>
    /// <returns>The link as it is then, or why it was not changed.</returns>
    public async Task<(LinkSnapshot? Changed, Problem? Refused)> ChangeAsync(
        string id, ShareLinkPatch patch, Func<long, Problem?> refuse, CancellationToken cancellationToken)
    {
        var seen = await FindAsync(id, cancellationToken);
        if (seen is not null && refuse(seen.Link.Revision) is { } refused)
        {
            return (null, refused);
        }

        string? password = null;
        if (seen is not null && patch.Password.Value is { } wanted)
        {
            using var place = await line.TryEnterAsync(cancellationToken);
            if (place is null)
            {
                return (null, LinkProblems.Busy);
            }

            password = await PasswordHash.OfAsync(wanted);

            // Hashing took its time: what is left of the link's own is less by now.
            seen = await FindAsync(id, cancellationToken);
        }

        return await CommitAsync(id, seen, patch, password, refuse, cancellationToken);
    }

    /// <param name="onlyAt">The revision that the link must still have; null for any.</param>
    /// <returns>Whether it was there; null when it is at another revision.</returns>
    public async Task<bool?> RevokeAsync(LinkSnapshot seen, long? onlyAt, CancellationToken cancellationToken)
    {
        var condition = onlyAt is { } revision ? StoreCondition.AtRevision(revision) : StoreCondition.Present;
        var result = await store.CommitAsync(LinkCommits.Revoke(seen, condition), cancellationToken);
        return result.Committed ? true : seen.After(result) is null ? false : null;
    }

    private async Task<(LinkSnapshot? Changed, Problem? Refused)> CommitAsync(
        string id, LinkSnapshot? seen, ShareLinkPatch patch, string? password, Func<long, Problem?> refuse, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = patch.ExpiresIn.Value is null ? null : (await store.PingAsync(cancellationToken)).ServerTime;
        for (var lost = 1; seen is not null; lost++)
        {
            if (refuse(seen.Link.Revision) is { } refused)
            {
                return (null, refused);
            }

            var timeToLive = patch.ExpiresIn.IsSet ? patch.ExpiresIn.Value?.Value : seen.TimeToLive;
            var record = Patched(seen.Record, patch, password, now);
            var commit = LinkCommits.Change(seen, record, timeToLive);
            var result = await store.CommitAsync(commit, cancellationToken);
            if (result.Committed)
            {
                return (Committed(seen, record, result.Revision, timeToLive), null);
            }

            seen = seen.After(result);
            await Contention.PauseUnlessFirstAsync(lost, time, cancellationToken);
        }

        return (null, LinkProblems.NotFound(id));
    }

    private static ShareLinkRecord Patched(ShareLinkRecord link, ShareLinkPatch patch, string? password, DateTimeOffset? now) => link with
    {
        Permissions = patch.Permissions.Over(link.Permissions) ?? LinkCreator.DefaultPermissions,
        Password = patch.Password.IsSet ? password : link.Password,
        MaxDownloads = patch.MaxDownloads.Over(link.MaxDownloads),
        Note = patch.Note.Over(link.Note),
        ExpiresAt = patch.ExpiresIn.IsSet ? now + patch.ExpiresIn.Value?.Value : link.ExpiresAt,
    };

    private static LinkSnapshot Committed(LinkSnapshot seen, ShareLinkRecord record, long revision, TimeSpan? timeToLive) =>
        seen with { Record = record, Link = seen.Link with { Revision = revision, ExpiresIn = timeToLive } };
}
