using FilePortal.Documents;

namespace FilePortal.ShareLinks;

/// <summary>What a link of this portal opens: a document, by its name. Links that were made elsewhere may name its path.</summary>
internal static class LinkTarget
{
    private const string PathPrefix = "/files/";

    public static string Of(DocumentName document) => document.Value;

    /// <summary>Null where there is no such document (any more).</summary>
    public static DocumentView? Find(string target, DocumentFolder documents)
    {
        var name = target.StartsWith(PathPrefix, StringComparison.Ordinal) ? Uri.UnescapeDataString(target[PathPrefix.Length..]) : target;
        return DocumentName.TryParse(name, out var document, out _) ? documents.Find(document) : null;
    }
}
