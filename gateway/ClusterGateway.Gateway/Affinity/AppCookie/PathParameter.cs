namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>Parameters of path segments, <c>/shop;jsessionid=1f.node1/cart</c> (RFC 3986 §3.3), as servlet containers write them into links.</summary>
internal static class PathParameter
{
    public static bool TryFind(ReadOnlySpan<char> target, string name, out ReadOnlySpan<char> value)
    {
        var rest = target.IndexOf('?') is var query and >= 0 ? target[..query] : target;
        for (var at = rest.IndexOf(';'); at >= 0; at = rest.IndexOf(';'))
        {
            rest = rest[(at + 1)..];
            if (rest.Length > name.Length && rest[name.Length] == '=' && rest.StartsWith(name, StringComparison.Ordinal))
            {
                value = rest[(name.Length + 1)..];
                value = value.IndexOfAny(';', '/') is var end and >= 0 ? value[..end] : value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
