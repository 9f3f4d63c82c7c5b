using ClusterGateway.Client;
using ClusterGateway.Contracts.DocumentLocks;

namespace FilePortal.Documents;

/// <summary>The list of documents with what the cluster knows of them, which a page does without when the agent takes too long.</summary>
internal sealed class DocumentGlance(DocumentFolder documents, ClusterClient cluster, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>The rows, and whether locks and favorites are in them.</returns>
    public async Task<(IReadOnlyList<DocumentRow> Rows, bool IsComplete)> OfAsync(string user, CancellationToken cancellationToken)
    {
        var views = documents.List();
        var names = views.Select(view => view.Name).ToHashSet(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(Patience, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var locks = LocksAsync(names, bound.Token);
            var favorites = FavoritesAsync(user, names, bound.Token);
            await Task.WhenAll(locks, favorites);
            var (held, marked) = (await locks, await favorites);
            return ([.. views.Select(view => new DocumentRow(view, held.GetValueOrDefault(view.Name), marked.Contains(view.Name)))], true);
        }
        catch (Exception away) when (away is AgentUnavailableException or AgentProblemException
            || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ([.. views.Select(view => new DocumentRow(view, Lock: null, IsFavorite: false))], false);
        }
    }

    private async Task<Dictionary<string, LockView>> LocksAsync(HashSet<string> names, CancellationToken cancellationToken) =>
        await cluster.DocumentLocks.ListAsync(prefix: null, cancellationToken)
            .Where(held => names.Contains(held.Resource))
            .ToDictionaryAsync(held => held.Resource, StringComparer.Ordinal, cancellationToken);

    private async Task<HashSet<string>> FavoritesAsync(string user, HashSet<string> names, CancellationToken cancellationToken) =>
        await cluster.Favorites.ListAsync(user, cancellationToken)
            .Select(favorite => favorite.Item)
            .Where(names.Contains)
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
}
