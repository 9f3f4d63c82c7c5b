using ClusterGateway.Contracts.DocumentLocks;

namespace FilePortal.Documents;

/// <summary>A document as its line in the list shows it.</summary>
/// <param name="Lock">Who edits it; null for nobody, or when that is not known.</param>
public sealed record DocumentRow(DocumentView Document, LockView? Lock, bool IsFavorite)
{
    public DocumentName Name => DocumentName.TryParse(Document.Name, out var name, out _) ? name : default;

    public bool IsText => DocumentTypes.IsText(Document.Name);
}
