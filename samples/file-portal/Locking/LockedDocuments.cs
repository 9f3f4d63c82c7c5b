using ClusterGateway.Client;
using FilePortal.Documents;

namespace FilePortal.Locking;

/// <summary>
/// Changes documents as far as their locks allow: the one table of the cluster serves the editor, scripts and office applications alike. The
/// lock is looked at before an upload, so that nobody sends in vain, and again right before the new version takes its place.
/// </summary>
/// <exception cref="AgentUnavailableException">Nobody can tell who holds the lock: nothing is changed.</exception>
internal sealed class LockedDocuments(DocumentFolder documents, ClusterClient cluster)
{
    public async Task<WriteResult> WriteAsync(
        DocumentName name, Stream content, WriteCondition condition, LockClaim claim, CancellationToken cancellationToken)
    {
        if (await ObjectionAsync(name, claim, cancellationToken) is { } held)
        {
            return held;
        }

        using var staged = await documents.StageAsync(content, cancellationToken);
        return await ObjectionAsync(name, claim, cancellationToken) ?? new WriteResult(documents.Publish(staged, name, condition));
    }

    public async Task<WriteResult> DeleteAsync(DocumentName name, LockClaim claim, CancellationToken cancellationToken) =>
        await ObjectionAsync(name, claim, cancellationToken)
        ?? new WriteResult(documents.Delete(name) ? WriteOutcome.Deleted : WriteOutcome.Missing);

    private async Task<WriteResult?> ObjectionAsync(DocumentName name, LockClaim claim, CancellationToken cancellationToken)
    {
        var held = await cluster.DocumentLocks.FindAsync(name.Value, cancellationToken);
        return claim.Suffices(held) ? null : new WriteResult(WriteOutcome.Locked, held);
    }
}
