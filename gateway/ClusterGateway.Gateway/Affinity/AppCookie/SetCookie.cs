using Microsoft.Net.Http.Headers;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>One <c>Set-Cookie</c> header field (RFC 6265 §4.1), read without changing it.</summary>
internal static class SetCookie
{
    /// <returns>Where the value is, without its quotes; empty when the field sets another cookie.</returns>
    public static Range ValueOf(string header, string name)
    {
        var end = header.IndexOf(';') is var semicolon and >= 0 ? semicolon : header.Length;
        var pair = header.AsSpan(0, end);
        if (!CookieHeader.HasName(pair, name))
        {
            return default;
        }

        var start = pair.IndexOf('=') + 1;
        while (start < end && header[start] is ' ' or '\t')
        {
            start++;
        }

        while (end > start && header[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end - start >= 2 && header[start] == '"' && header[end - 1] == '"' ? (start + 1)..(end - 1) : start..end;
    }

    /// <summary>
    /// The cookie is taken back: the log-out of many applications. Nothing is to be bound by it. <c>Max-Age</c> goes before <c>Expires</c>, and
    /// the last of each counts (RFC 6265 §5.3).
    /// </summary>
    public static bool IsDeletion(ReadOnlySpan<char> header, DateTimeOffset now)
    {
        bool? byAge = null;
        bool? byDate = null;
        foreach (var range in header.Split(';'))
        {
            var attribute = header[range].Trim();
            if (ValueOf(attribute, "Max-Age=") is { Length: > 0 } age && IsNumber(age))
            {
                byAge = age[0] == '-' || !age.ContainsAnyExcept('0');
            }
            else if (ValueOf(attribute, "Expires=") is { Length: > 0 } expires && HeaderUtilities.TryParseDate(expires.ToString(), out var date))
            {
                byDate = date <= now;
            }
        }

        return byAge ?? byDate ?? false;
    }

    /// <summary>RFC 6265 §5.2.2: digits, after a minus or not; anything else is ignored. It may be longer than any type.</summary>
    private static bool IsNumber(ReadOnlySpan<char> text) =>
        (text[0] == '-' ? text[1..] : text) is { Length: > 0 } digits && !digits.ContainsAnyExceptInRange('0', '9');

    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> attribute, string name) =>
        attribute.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? attribute[name.Length..].Trim() : default;
}
