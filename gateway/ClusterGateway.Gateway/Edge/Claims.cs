namespace ClusterGateway.Gateway.Edge;

/// <summary>
/// Headers by which a client could say what applications believe of a proxy: who it is, which path was asked for, what the cluster
/// decided. <c>_</c> counts as <c>-</c>, because CGI, WSGI and PHP read both as the same name.
/// </summary>
internal static class Claims
{
    public static ClaimKind Of(string name) => (name[0] | 0x20) switch
    {
        'c' => OfC(name),
        'f' => Is(name, "forwarded") ? ClaimKind.Gateway : ForProxies(name, Is(name, "front-end-https")),
        'p' => Is(name, "proxy") ? ClaimKind.Gateway : ClaimKind.None, // CGI makes HTTP_PROXY of it (CVE-2016-5385).
        't' => ForProxies(name, Is(name, "true-client-ip")),
        'x' => OfX(name),
        _ => ClaimKind.None,
    };

    private static ClaimKind OfC(string name) => (name.Length > 1 ? name[1] | 0x20 : 0) switch
    {
        'l' => Begins(name, "cluster-") ? ClaimKind.Gateway : ForProxies(name, Is(name, "client-ip")),
        'f' => ForProxies(name, Is(name, "cf-connecting-ip")),
        _ => ClaimKind.None,
    };

    private static ClaimKind OfX(string name)
    {
        if (Begins(name, "x-forwarded"))
        {
            return Is(name, "x-forwarded-for") || Is(name, "x-forwarded-host") || Is(name, "x-forwarded-proto") || Is(name, "x-forwarded-prefix")
                ? ClaimKind.Gateway
                : ForProxies(name, name.Length == "x-forwarded".Length || IsHyphen(name["x-forwarded".Length]));
        }

        // IIS and the frameworks that imitate it take the path from X-Original-URL and X-Rewrite-URL: /admin in disguise.
        if (Begins(name, "x-original-") || Is(name, "x-rewrite-url"))
        {
            return ClaimKind.Gateway;
        }

        return ForProxies(name, Is(name, "x-real-ip") || Is(name, "x-client-ip") || Is(name, "x-cluster-client-ip") || Is(name, "x-url-scheme"));
    }

    /// <summary>With <c>_</c> no proxy sends it.</summary>
    private static ClaimKind ForProxies(string name, bool claims) =>
        !claims ? ClaimKind.None : name.Contains('_', StringComparison.Ordinal) ? ClaimKind.Gateway : ClaimKind.TrustedProxy;

    private static bool Is(string name, string known) => name.Length == known.Length && Begins(name, known);

    private static bool Begins(string name, string known)
    {
        if (name.Length < known.Length)
        {
            return false;
        }

        for (var i = 0; i < known.Length; i++)
        {
            // A header's name is a token: this makes lower case of letters and leaves digits and the hyphen.
            if ((name[i] == '_' ? '-' : name[i] | 0x20) != known[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHyphen(char character) => character is '-' or '_';
}
