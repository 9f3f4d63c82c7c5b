using FilePortal.Documents;

namespace FilePortal.Wopi;

/// <summary>Who calls about what.</summary>
/// <param name="View">As it is now.</param>
internal sealed record WopiVisit(string User, DocumentName Document, DocumentView View)
{
    /// <summary>Another one for each content.</summary>
    public static string VersionOf(DocumentView view) => view.ETag.Trim('"');
}
