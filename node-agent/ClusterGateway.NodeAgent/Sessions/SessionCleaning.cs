using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>Forgets the sessions that a node's application lost when it was started anew.</summary>
internal sealed class SessionCleaning(IClusterStore store, SessionStore sessions)
{
    private const int PageSize = 420;

    /// <summary>Three operations each.</summary>
    private const int MostAtOnce = StoreCommit.MaxOperations / 3;

    /// <summary>Removes what other processes than this one held on the node, or everything; what changes hands meanwhile stays with its new holder.</summary>
    /// <param name="instanceNot">The process that keeps its sessions; null when none does.</param>
    public async Task CleanAsync(string node, string? instanceNot, CancellationToken cancellationToken)
    {
        bool IsLost(SessionReference? reference) => reference?.Record.Node == node && reference.Record.Instance != instanceNot;

        var prefix = SessionKeys.ByNode(node);
        string? after = null;
        do
        {
            var page = await store.ListAsync(prefix, after, PageSize, cancellationToken);
            foreach (var lost in page.Entries.Select(SessionReference.Of).Where(IsLost).Chunk(MostAtOnce))
            {
                var commit = new StoreCommit([.. lost.SelectMany(SessionDecision.Deletes)]) { Quiet = true };
                if (!(await store.CommitAsync(commit, cancellationToken)).Committed)
                {
                    // One of them was touched or changed hands: each for itself.
                    foreach (var reference in lost)
                    {
                        await sessions.ChangeAsync(reference.Record.Id, reference, now => SessionDecision.Remove(now, IsLost), cancellationToken);
                    }
                }
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
