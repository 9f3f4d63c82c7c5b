using ClusterGateway.Contracts.ShareLinks;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Turns a token, and a password where the link has one, into a grant.</summary>
internal sealed class LinkResolver(IClusterStore store, PasswordCheck passwords, ShareLinkOptions options)
{
    public async Task<Resolution> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken)
    {
        if (LinkToken.Parse(request.Token) is not { } token)
        {
            return new Resolution(LinkAccess.NotFound);
        }

        // Of the stored hash, not of the password: the same one need not be checked, and charged, twice when the link changes meanwhile.
        string? passed = null;
        while (true)
        {
            var seen = await FindAsync(token, cancellationToken);
            if (Refuse(seen, request, passed) is { } refused)
            {
                return refused;
            }

            if (seen!.Record.Password is { } stored && stored != passed)
            {
                var (outcome, wait) = await passwords.CheckAsync(seen.Id, stored, request.Password!, request.Client, cancellationToken);
                if (outcome != LinkAccess.Granted)
                {
                    return new Resolution(outcome, seen.Id, Wait: wait);
                }

                passed = stored;
            }

            if (await TryGrantAsync(seen, cancellationToken) is { } grant)
            {
                return new Resolution(LinkAccess.Granted, seen.Id, grant);
            }
        }
    }

    /// <summary>Null when there is no such link, or it has another secret; the counter is read only where there is a limit.</summary>
    private async Task<LinkSnapshot?> FindAsync(LinkToken token, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(ShareLinkKeys.Link(token.Id), cancellationToken) is not { } entry)
        {
            return null;
        }

        var seen = LinkSnapshot.Of(token.Id, entry, counter: null);
        if (!token.Opens(seen.Record.Secret))
        {
            return null;
        }

        return seen.Record.MaxDownloads is null
            ? seen
            : seen with { Counter = await store.GetAsync(ShareLinkKeys.Downloads(token.Id), cancellationToken) };
    }

    /// <summary>What can be said without looking at a password; null when nothing stands against the link otherwise.</summary>
    private static Resolution? Refuse(LinkSnapshot? seen, ResolveRequest request, string? passed) => seen switch
    {
        null => new Resolution(LinkAccess.NotFound),
        { IsExhausted: true } => new Resolution(LinkAccess.Exhausted, seen.Id),
        { Record.Password: { } stored } when stored != passed && string.IsNullOrEmpty(request.Password) =>
            new Resolution(LinkAccess.PasswordRequired, seen.Id),
        _ => null,
    };

    /// <summary>Null when the link has changed, or was revoked, since it was looked at.</summary>
    private async Task<GrantView?> TryGrantAsync(LinkSnapshot seen, CancellationToken cancellationToken)
    {
        var grant = GrantToken.New();
        var most = options.GrantLifetime.Value;
        var lifetime = seen.TimeToLive is { } left && left < most ? left : most;
        var result = await store.CommitAsync(LinkCommits.Grant(seen, GrantToken.KeyOf(grant), lifetime), cancellationToken);
        return result.Committed ? new GrantView(grant, seen.Record.Target, seen.Record.Permissions, lifetime) : null;
    }
}
