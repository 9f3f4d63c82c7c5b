using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Redaction;

/// <summary>Which requests have secrets in their paths, by what the routes say now.</summary>
internal sealed class RedactedPaths : IConfigChangeListener
{
    private volatile string[] _prefixes = [];

    public bool IsEmpty => _prefixes.Length == 0;

    /// <summary>Null when nothing of the request is to be redacted. The path is looked at as lenient applications read it.</summary>
    public PathRedaction? Find(IHttpRequestFeature request) => PrefixOf(request.Path) is { } prefix ? new PathRedaction(request, prefix) : null;

    /// <summary>What may be shown of a decoded path; null when all of it may.</summary>
    public string? PrefixOf(string path)
    {
        var prefixes = _prefixes;
        if (prefixes.Length == 0)
        {
            return null;
        }

        var canonical = Canonical(path);
        return Array.Find(prefixes, prefix => canonical.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception)
    {
    }

    /// <summary>About to be applied: while it is, the old prefixes hold and the new ones too.</summary>
    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs) => _prefixes = [.. _prefixes.Union(PrefixesOf(proxyConfigs))];

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception)
    {
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs) => _prefixes = [.. PrefixesOf(proxyConfigs)];

    private static IEnumerable<string> PrefixesOf(IReadOnlyList<IProxyConfig> configs) => configs
        .SelectMany(config => config.Routes)
        .SelectMany(RedactPath.PrefixesOf)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderByDescending(prefix => prefix.Length);

    /// <summary>The server decoded everything but <c>%2F</c>, and took dot segments out.</summary>
    private static string Canonical(string path)
    {
        var canonical = path.Contains('%', StringComparison.Ordinal) ? path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : path;
        while (canonical.Contains("//", StringComparison.Ordinal))
        {
            canonical = canonical.Replace("//", "/", StringComparison.Ordinal);
        }

        return canonical;
    }
}
