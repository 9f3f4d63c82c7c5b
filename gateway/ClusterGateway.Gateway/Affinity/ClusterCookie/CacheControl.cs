using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>
/// Keeps a response that sets a client's cookie out of shared caches (RFC 9111 §5.2.2, §7.3): otherwise one client's binding is handed
/// to all.
/// </summary>
internal static class CacheControl
{
    /// <returns>What the response must say: the same values when they are as strict already.</returns>
    public static StringValues Private(StringValues current)
    {
        // A directive with field names (private="Set-Cookie") binds those who honor the names only; it does not count as strict.
        var directives = current.SelectMany(value => value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []).ToList();
        return directives.Exists(d => Is(d, "private") || Is(d, "no-store") || Is(d, "no-cache"))
            ? current
            : string.Join(", ", directives.Where(d => !Is(d, "public") && !d.StartsWith("s-maxage", StringComparison.OrdinalIgnoreCase)).Prepend("private"));
    }

    private static bool Is(string directive, string name) => directive.Equals(name, StringComparison.OrdinalIgnoreCase);
}
