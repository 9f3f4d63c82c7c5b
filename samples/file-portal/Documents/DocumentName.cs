using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FilePortal.Documents;

/// <summary>
/// A document's name that can be nothing but a file of the shared folder, on Linux, macOS and Windows alike, and that reads as it is
/// spelled.
/// </summary>
public readonly record struct DocumentName
{
    private const int MaximumBytes = 255;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\<>:\"|?*");

    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(number => new[] { $"COM{number}", $"LPT{number}" })];

    private DocumentName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The path of its page and content.</summary>
    public string Url => "/files/" + Uri.EscapeDataString(Value);

    public static bool TryParse(string? text, out DocumentName name, [NotNullWhen(false)] out string? reason)
    {
        reason = Objection(text);
        name = reason is null ? new DocumentName(text!) : default;
        return reason is null;
    }

    private static string? Objection(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "A document needs a name.";
        }

        // Kestrel leaves %2F as it is: an encoded slash is a slash.
        if (text.Contains("%2F", StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny(Forbidden))
        {
            return "A name must not contain any of / \\ < > : \" | ? *.";
        }

        if (text.EnumerateRunes().Any(IsUnreadable))
        {
            return "A name must not contain control characters or characters that hide its spelling.";
        }

        if (text[0] is '.' or ' ' || text[^1] is '.' or ' ')
        {
            return "A name must not begin or end with a dot or a space.";
        }

        if (Encoding.UTF8.GetByteCount(text) > MaximumBytes)
        {
            return $"A name has at most {MaximumBytes} bytes.";
        }

        return Devices.Contains(text.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase) ? "This name is reserved for a device." : null;
    }

    // Control characters, lone surrogates (read as U+FFFD), and the marks that turn the direction of writing: "gpj.exe" must not look like "exe.jpg".
    private static bool IsUnreadable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0xFFFD;
}
