using ClusterGateway.Client;
using ClusterGateway.Contracts.DocumentLocks;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Locking;
using FilePortal.Pages;
using FilePortal.SignIn;

namespace FilePortal.Editing;

/// <summary>Saves what was typed, or gives it back with the reason why not: the text is never lost.</summary>
internal sealed class EditorSave(LockedDocuments writes, DocumentFolder documents, EditingLock locks)
{
    public async Task<IResult> SaveAsync(DocumentName document, Session session, EditorForm form, CancellationToken cancellationToken)
    {
        try
        {
            // Renews the lock; one that ended meanwhile is taken again, and the tag tells whether somebody used the time.
            if (!await locks.TakeAsync(document, session, cancellationToken))
            {
                return Lost(document, session, form, await locks.FindAsync(document, cancellationToken));
            }

            var encoded = EditorText.Encode(form.Text, await HasCarriageReturnsAsync(document, cancellationToken));
            if (encoded.Length > EditorText.MostBytes)
            {
                return Back(
                    document, session, form, StatusCodes.Status413PayloadTooLarge,
                    "The text has become too long to be edited here. Copy it into a file and upload that.");
            }

            using var content = new MemoryStream(encoded);
            var result = await writes.WriteAsync(
                document, content, WriteCondition.Version(form.ETag), new LockClaim(EditingLock.IdOf(session)), cancellationToken);
            return result.Outcome switch
            {
                WriteOutcome.Locked => Lost(document, session, form, result.Holder),
                WriteOutcome.ConditionFailed => Back(
                    document, session, form with { ETag = documents.TagOf(document)?.ToString() ?? "" }, StatusCodes.Status412PreconditionFailed,
                    "The document was changed from elsewhere since you opened it, and your text is not saved. Save again to replace that version."),
                _ => await DoneAsync(document, session, form, cancellationToken),
            };
        }
        catch (AgentUnavailableException)
        {
            return Back(
                document, session, form, StatusCodes.Status503ServiceUnavailable,
                "Nobody can tell at the moment whether you still hold the lock, so your text is not saved. Try again in a moment.");
        }
    }

    private static Page Lost(DocumentName document, Session session, EditorForm form, LockView? holder) => Back(
        document, session, form, StatusCodes.Status409Conflict,
        $"Your text is not saved, because your lock was over. {(holder is null ? "Somebody else" : LockOwner.Of(holder))} is editing the document "
        + "now. Copy your text, or save again later.");

    private static Page Back(DocumentName document, Session session, EditorForm form, int status, string message) =>
        EditorPage.Of(document, session, new EditorText(form.Text, form.ETag), error: message, status: status);

    private async Task<IResult> DoneAsync(DocumentName document, Session session, EditorForm form, CancellationToken cancellationToken)
    {
        if (form.Action != EditorForm.SaveAndClose)
        {
            return SeeOther.To($"{document.Url}/edit?saved");
        }

        await locks.ReleaseAsync(document, session, cancellationToken);
        return SeeOther.To("/files");
    }

    private async Task<bool> HasCarriageReturnsAsync(DocumentName document, CancellationToken cancellationToken) =>
        documents.Open(document) is { } content
        && await EditorText.ReadAsync(content, cancellationToken) is { } before
        && before.Text.Contains("\r\n", StringComparison.Ordinal);
}
