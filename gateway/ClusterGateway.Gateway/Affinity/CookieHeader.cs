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
        var (field, offset) = (0, 0);
        return TryFindNext(headers, name, ref field, ref offset, out value);
    }

    /// <summary>One after the other: a browser sends several of one name when they were set for several paths, the longest path first.</summary>
    /// <param name="field">Where to go on, from 0 and <paramref name="offset"/> 0.</param>
    public static bool TryFindNext(StringValues headers, string name, scoped ref int field, scoped ref int offset, out ReadOnlySpan<char> value)
    {
        for (; field < headers.Count; field++, offset = 0)
        {
            var header = headers[field].AsSpan();
            while (offset < header.Length)
            {
                var rest = header[offset..];
                var pair = rest.IndexOf(';') is var end and >= 0 ? rest[..end] : rest;
                offset += pair.Length + 1;
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
