using ClusterGateway.Client;
using ClusterGateway.Contracts.DocumentLocks;
using FilePortal.Documents;
using FilePortal.SignIn;

namespace FilePortal.Editing;

/// <summary>
/// The lock of somebody who edits in the browser: one for a document and a sign-in, so that a page that was closed can be opened again.
/// </summary>
internal sealed class EditingLock(ClusterClient cluster)
{
    private const string Prefix = "portal-";

    public static string IdOf(Session session) => Prefix + session.Id;

    public static bool IsHeldBy(LockView? held, Session session) => held?.LockId == IdOf(session);

    /// <summary>Whether it is the same person, from an earlier sign-in: its page may be gone together with the node that it was on.</summary>
    public static bool IsOfAnotherSignIn(LockView? held, Session session) =>
        held is not null && held.LockId.StartsWith(Prefix, StringComparison.Ordinal) && held.Owner == session.User && !IsHeldBy(held, session);

    public Task<LockView?> FindAsync(DocumentName document, CancellationToken cancellationToken) =>
        cluster.DocumentLocks.FindAsync(document.Value, cancellationToken);

    /// <summary>Takes the lock, or renews it; false when somebody else holds it.</summary>
    public async Task<bool> TakeAsync(DocumentName document, Session session, CancellationToken cancellationToken) =>
        (await cluster.DocumentLocks.TakeAsync(document.Value, new LockRequest(IdOf(session), Owner: session.User), cancellationToken)).Succeeded;

    /// <summary>Goes on with what the same person began under an earlier sign-in.</summary>
    public async Task<bool> TakeOverAsync(DocumentName document, Session session, CancellationToken cancellationToken) =>
        await FindAsync(document, cancellationToken) is { } held && IsOfAnotherSignIn(held, session)
            ? (await cluster.DocumentLocks.SwapAsync(document.Value, new LockSwapRequest(held.LockId, IdOf(session)), cancellationToken)).Succeeded
            : await TakeAsync(document, session, cancellationToken);

    /// <summary>A lock that cannot be released ends by itself.</summary>
    public async Task ReleaseAsync(DocumentName document, Session session, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.DocumentLocks.ReleaseAsync(document.Value, new LockReleaseRequest(IdOf(session)), cancellationToken);
        }
        catch (AgentUnavailableException)
        {
            // Whether it was released is unknown, and the text is saved: no reason to alarm anybody.
        }
    }
}
