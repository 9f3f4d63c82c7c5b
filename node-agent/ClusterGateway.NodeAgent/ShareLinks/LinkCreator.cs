using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Makes links. Only the token that it answers ever holds the secret.</summary>
internal sealed class LinkCreator(IClusterStore store, HashingLine line, TimeProvider time)
{
    public static IReadOnlyList<string> DefaultPermissions { get; } = ["read"];

    /// <summary>The new link's token and revision, and whether it was made just now; or why there is none.</summary>
    public async Task<(LinkCreation? Created, Problem? Refused)> CreateAsync(
        ShareLinkRequest request, IdempotencyKey key, CancellationToken cancellationToken)
    {
        if (await key.FindAsync(store, cancellationToken) is { } earlier)
        {
            return await RenewAsync(earlier, request, cancellationToken);
        }

        string? password = null;
        if (request.Password is not null)
        {
            using var place = await line.TryEnterAsync(cancellationToken);
            if (place is null)
            {
                return (null, LinkProblems.Busy);
            }

            password = await PasswordHash.OfAsync(request.Password);
        }

        var now = (await store.PingAsync(cancellationToken)).ServerTime;
        while (true)
        {
            var token = LinkToken.New();
            var record = RecordOf(request, token, password, now);
            var result = await store.CommitAsync(
                LinkCommits.Create(token.Id, record, request.ExpiresIn?.Value, key.Remember(token.Id)), cancellationToken);
            if (result.Committed)
            {
                return (new LinkCreation(token, result.Revision, Renewed: false), null);
            }

            // Otherwise the id is taken: one chance in 2^72, so it is not tried for ever.
            if (key.FirstIn(result) is { } first)
            {
                return await RenewAsync(first, request, cancellationToken);
            }
        }
    }

    /// <summary>
    /// The repetition of a request whose answer perhaps nobody got: the same link, and because its secret cannot be shown again, a new one.
    /// </summary>
    private async Task<(LinkCreation? Created, Problem? Refused)> RenewAsync(
        string id, ShareLinkRequest request, CancellationToken cancellationToken)
    {
        var seen = await LinkSnapshot.ReadAsync(store, id, cancellationToken);
        for (var lost = 1; seen is not null; lost++)
        {
            if (seen.Record.Owner != request.Owner || seen.Record.Target != request.Target)
            {
                return (null, LinkProblems.OtherRequest);
            }

            var token = LinkToken.NewFor(id);
            var result = await store.CommitAsync(LinkCommits.Renew(seen, token.SecretHash), cancellationToken);
            if (result.Committed)
            {
                return (new LinkCreation(token, result.Revision, Renewed: true), null);
            }

            seen = seen.After(result);
            await Contention.PauseUnlessFirstAsync(lost, time, cancellationToken);
        }

        return (null, LinkProblems.CreatedBefore);
    }

    private static ShareLinkRecord RecordOf(ShareLinkRequest request, LinkToken token, string? password, DateTimeOffset now) => new(
        request.Target,
        request.Permissions ?? DefaultPermissions,
        request.Owner,
        request.Note,
        token.SecretHash,
        password,
        request.MaxDownloads,
        now,
        now + request.ExpiresIn?.Value);
}
