using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>Takes the suffixes of gateways out of <c>Cookie</c> header fields; every other byte stays.</summary>
internal static class SuffixedCookies
{
    /// <param name="isOurs">Whether a gateway may have appended this route: a <c>~</c> may be the application's own.</param>
    /// <returns>The same values when there was nothing to take out.</returns>
    public static StringValues Strip(StringValues headers, string name, Func<ReadOnlySpan<char>, bool> isOurs)
    {
        if (headers.Count == 1)
        {
            return Strip(headers[0]!, name, isOurs) is var only && ReferenceEquals(only, headers[0]) ? headers : only;
        }

        return headers.Select(header => Strip(header ?? "", name, isOurs)).ToArray();
    }

    private static string Strip(string header, string name, Func<ReadOnlySpan<char>, bool> isOurs)
    {
        for (var start = 0; start < header.Length;)
        {
            var end = header.IndexOf(';', start) is var found and >= 0 ? found : header.Length;
            var pair = header.AsSpan(start, end - start);
            if (CookieHeader.HasName(pair, name) && RouteSuffix.Appended(pair[(pair.IndexOf('=') + 1)..].Trim()) is { Length: > 0 } route
                && isOurs(route))
            {
                var at = header.LastIndexOf(RouteSuffix.Own, end - 1);
                header = header.Remove(at, route.Length + 1);
                end -= route.Length + 1;
            }

            start = end + 1;
        }

        return header;
    }
}
