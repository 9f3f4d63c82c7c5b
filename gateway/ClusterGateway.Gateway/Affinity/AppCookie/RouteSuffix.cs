namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>
/// The end of a session id that says on which node the session is. <c>.route</c> is the application's own, as Tomcat's <c>jvmRoute</c>;
/// <c>~route</c> is one that a gateway appended and takes off again. In a quoted value both stand before the closing quote.
/// </summary>
internal static class RouteSuffix
{
    public const char Own = '~';
    public const char OfApplication = '.';

    /// <summary>Longer ones are no routes.</summary>
    public const int Longest = 128;

    /// <returns>The route that a gateway appended; empty when none did.</returns>
    public static ReadOnlySpan<char> Appended(ReadOnlySpan<char> value)
    {
        var inner = Unquoted(value);
        var at = inner.LastIndexOf(Own);
        return at >= 0 && IsRoute(inner[(at + 1)..]) ? inner[(at + 1)..] : default;
    }

    /// <summary>The next possible route of the application, from the longest on: routes may have dots themselves.</summary>
    /// <returns>False when there is no dot any more.</returns>
    public static bool TryNextOfApplication(ref ReadOnlySpan<char> rest)
    {
        var at = rest.IndexOf(OfApplication);
        rest = at < 0 ? default : rest[(at + 1)..];
        return at >= 0;
    }

    public static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) => value is ['"', .. var inner, '"'] ? inner : value;

    /// <summary>What may stand in a cookie's value (RFC 6265 §4.1.1), without the separator.</summary>
    public static bool IsRoute(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~' or '"' or ',' or ';' or '\\' or Own)
            {
                return false;
            }
        }

        return text.Length is > 0 and <= Longest;
    }
}
