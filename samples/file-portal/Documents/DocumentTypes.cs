using Microsoft.AspNetCore.StaticFiles;

namespace FilePortal.Documents;

/// <summary>
/// Which documents a browser may show inside the portal: pictures and plain text. Everything else is downloaded, because a page that
/// somebody uploaded would otherwise act in the reader's name.
/// </summary>
internal static class DocumentTypes
{
    private const string PlainText = "text/plain; charset=utf-8";

    private static readonly FileExtensionContentTypeProvider Known = new();

    public static string? InlineType(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".TXT" or ".MD" or ".LOG" or ".CSV" => PlainText,
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        _ => null,
    };

    /// <summary>Whether its name promises text that can be edited in a page.</summary>
    public static bool IsText(string name) => InlineType(name) == PlainText;

    public static string DownloadType(string name) => Known.TryGetContentType(name, out var type) ? type : "application/octet-stream";
}
