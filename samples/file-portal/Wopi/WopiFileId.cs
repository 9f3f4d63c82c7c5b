using System.Buffers;
using System.Buffers.Text;
using System.Text;
using FilePortal.Documents;

namespace FilePortal.Wopi;

/// <summary>How WOPI names a document: opaque, safe in an address, and the same on every node.</summary>
internal static class WopiFileId
{
    private const int MostCharacters = 400;

    public static string Of(DocumentName document) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(document.Value));

    /// <summary>WOPI wants letters and digits for users too.</summary>
    public static string OfUser(string user) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(user));

    /// <summary>Null for what names no document; each has one spelling.</summary>
    public static DocumentName? Parse(string? id)
    {
        if (id is null or { Length: 0 or > MostCharacters })
        {
            return null;
        }

        var bytes = new byte[Base64Url.GetMaxDecodedLength(id.Length)];
        return Base64Url.DecodeFromChars(id, bytes, out _, out var written) == OperationStatus.Done
            && DocumentName.TryParse(Encoding.UTF8.GetString(bytes, 0, written), out var document, out _)
            && Of(document) == id
            ? document
            : null;
    }
}
