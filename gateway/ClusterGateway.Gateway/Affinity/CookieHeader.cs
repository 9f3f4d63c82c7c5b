using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// One cookie in <c>Cookie</c> header fields (RFC 6265 §4.2.1), found and taken out without reading or changing the others: what an
/// application put there, well-formed or not, reaches it byte for byte.
/// </summary>
internal static class CookieHeader
{
    /// <returns>Whether a cookie has that name; the first one's value.</returns>
    public static bool TryFind(StringValues headers, string name, out ReadOnlySpan<char> value)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            var header = headers[i].AsSpan();
            foreach (var range in header.Split(';'))
            {
                var pair = header[range];
                if (HasName(pair, name))
                {
                    value = pair[(pair.IndexOf('=') + 1)..].Trim();
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>The header fields without the cookie; a field in which nothing else was is left out.</summary>
    public static StringValues Without(StringValues headers, string name)
    {
        if (headers.Count == 1)
        {
            return Remove(headers[0]!, name) is { Length: > 0 } kept ? kept : default(StringValues);
        }

        return headers.Select(header => Remove(header ?? "", name)).Where(header => header.Length > 0).ToArray();
    }

    /// <returns>The header without the cookie, empty when nothing else was in it; the same string when the cookie was not in it.</returns>
    public static string Remove(string header, string name)
    {
        var kept = header;
        for (var start = 0; start < kept.Length;)
        {
            var end = kept.IndexOf(';', start) is var found and >= 0 ? found : kept.Length;
            if (!HasName(kept.AsSpan(start, end - start), name))
            {
                start = end + 1;
                continue;
            }

            kept = start > 0 ? kept.Remove(start - 1, end - start + 1) : kept[Math.Min(end + 1, kept.Length)..].TrimStart(' ');
            start = Math.Max(start - 1, 0) == 0 ? 0 : start;
        }

        return kept;
    }

    public static bool HasName(ReadOnlySpan<char> pair, string name)
    {
        var equals = pair.IndexOf('=');
        return equals >= 0 && pair[..equals].Trim().SequenceEqual(name);
    }
}
