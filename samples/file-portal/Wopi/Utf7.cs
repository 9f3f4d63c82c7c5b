using System.Text;

namespace FilePortal.Wopi;

/// <summary>UTF-7 (RFC 2152) of names in WOPI's headers: what ASCII cannot say stands as base64 of UTF-16 between <c>+</c> and <c>-</c>.</summary>
internal static class Utf7
{
    /// <summary>What is malformed stays as it is: it is only a name, and checked as one.</summary>
    public static string Decode(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '+')
            {
                decoded.Append(text[at]);
                continue;
            }

            var start = at + 1;
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '+' or '/'))
            {
                end++;
            }

            decoded.Append(end == start ? "+" : Shifted(text[start..end]) ?? text[at..end]);
            at = end < text.Length && text[end] == '-' ? end : end - 1;
        }

        return decoded.ToString();
    }

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is >= ' ' and <= '~' and not '+' and not '\\' and not '~')
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append('+').Append(Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes([character])).TrimEnd('=')).Append('-');
            }
        }

        return encoded.ToString();
    }

    private static string? Shifted(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), bytes, out var written)
            ? Encoding.BigEndianUnicode.GetString(bytes, 0, written / 2 * 2)
            : null;
    }
}
