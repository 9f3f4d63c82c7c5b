using System.Diagnostics.CodeAnalysis;
using System.Text;
using FilePortal.Documents;

namespace FilePortal.Editing;

/// <summary>The text of a document that can be edited: UTF-8, of a size that a page can hold.</summary>
/// <param name="ETag">The version it was read from.</param>
public sealed record EditorText(string Text, string ETag)
{
    public const int MostBytes = 512 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static async Task<EditorText?> ReadAsync(DocumentContent content, CancellationToken cancellationToken)
    {
        await using var stream = content.Stream;
        var bytes = new byte[MostBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MostBytes && TryDecode(bytes.AsSpan(0, length), out var text) ? new EditorText(text, content.ETag.ToString()) : null;
    }

    /// <summary>What to store of what a browser sent: it ends lines as forms do (CR LF), the document keeps its own manner.</summary>
    public static byte[] Encode(string sent, bool carriageReturns)
    {
        var lines = sent.ReplaceLineEndings("\n");
        return Utf8.GetBytes(carriageReturns ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines);
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Utf8.GetString(bytes);
            return !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
