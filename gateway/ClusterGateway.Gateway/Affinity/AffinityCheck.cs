using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Affinity.ClusterCookie;
using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>Every mistake in what a YARP cluster, or a route to it, says about affinity; the paths are below the cluster's or the route's. Pure.</summary>
internal static class AffinityCheck
{
    /// <param name="available">The sources that this gateway has.</param>
    public static IEnumerable<ConfigurationError> Mistakes(RouteAffinity affinity, IReadOnlyCollection<string> available)
    {
        // A route answers for its own metadata only: the cluster is checked by itself.
        var metadata = affinity.Route is { } route ? route.Metadata : affinity.Cluster.Metadata;
        foreach (var error in CheckSources(affinity, metadata?.GetValueOrDefault(RouteAffinity.SourcesKey), available)
            .Concat(CheckAppCookie(affinity))
            .Concat(CheckDuration(metadata, AffinityLifetime.IdleKey))
            .Concat(CheckDuration(metadata, AffinityLifetime.AbsoluteKey)))
        {
            yield return error;
        }

        if (affinity.Route is null && metadata?.GetValueOrDefault(PlacementUse.MetadataKey) is { } use && !bool.TryParse(use, out _))
        {
            yield return new($"Metadata:{PlacementUse.MetadataKey}", $"is '{use}'; write true or false");
        }

        if (affinity.Route is not null && metadata?.GetValueOrDefault(RouteAffinity.AppCookieKey) is { } names && !affinity.Uses(BindingSourceNames.AppCookie))
        {
            yield return new($"Metadata:{RouteAffinity.AppCookieKey}",
                $"is '{names}', but no source of the route is AppCookie; name it in {RouteAffinity.SourcesKey}, or take this out");
        }

        if (affinity is { Route: null, Config.Cookie: { SameSite: SameSiteMode.None, SecurePolicy: not CookieSecurePolicy.Always } }
            && affinity.Uses(BindingSourceNames.ClusterCookie))
        {
            yield return new("SessionAffinity:Cookie:SecurePolicy",
                "must be 'Always' where Cookie:SameSite is 'None': browsers drop such a cookie unless it is Secure");
        }
    }

    private static IEnumerable<ConfigurationError> CheckSources(RouteAffinity affinity, string? list, IReadOnlyCollection<string> available)
    {
        const string Key = $"Metadata:{RouteAffinity.SourcesKey}";
        if (list is not null && affinity.Config is null)
        {
            yield return new(Key,
                $"is '{list}', but the YARP cluster has no such affinity; set SessionAffinity:Enabled and a SessionAffinity:Policy of {Known} there");
            yield break;
        }

        var named = list is null && affinity.Route is not null ? [] : affinity.Sources;
        if (list is not null && (named.Count == 0 || named.Distinct(StringComparer.Ordinal).Count() < named.Count || !named.All(BindingSourceNames.All.Contains)))
        {
            yield return new(Key, $"is '{list}'; give one or more of {Known}, each once, in their order, separated by commas");
        }
        else if (named.FirstOrDefault(name => !available.Contains(name)) is { } missing)
        {
            yield return new(list is null ? "SessionAffinity:Policy" : Key,
                $"names {missing}, which needs ClusterGateway:KeyRing:Secrets (or SecretsFile); set it and start the gateway anew");
        }
    }

    private static IEnumerable<ConfigurationError> CheckAppCookie(RouteAffinity affinity)
    {
        var names = affinity.AppCookieNames;
        if (affinity.Uses(BindingSourceNames.AppCookie) && (names.Count == 0 || !names.All(IsToken)
            || (affinity.Uses(BindingSourceNames.ClusterCookie) && names.Contains(ClusterCookieSettings.NameOf(affinity), StringComparer.Ordinal))))
        {
            yield return new($"Metadata:{RouteAffinity.AppCookieKey}",
                $"is '{affinity.Metadata(RouteAffinity.AppCookieKey) ?? "(missing)"}'; name the application's session cookies and path parameters, such as rpcid|JSESSIONID|jsessionid (with the policy AppCookie, SessionAffinity:AffinityKeyName may); the affinity cookie is none of them");
        }
    }

    /// <summary>RFC 9110 §5.6.2, which RFC 6265 wants of a cookie's name.</summary>
    private static bool IsToken(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`~".Contains(c, StringComparison.Ordinal));

    private static string Known => string.Join(", ", BindingSourceNames.All);

    private static IEnumerable<ConfigurationError> CheckDuration(IReadOnlyDictionary<string, string>? metadata, string key) =>
        metadata?.GetValueOrDefault(key) is { } text && !(Duration.TryParse(text, out var duration) && duration.Value > TimeSpan.Zero)
            ? [new($"Metadata:{key}", $"is '{text}'; write a duration such as 30m, 8h or 00:30:00")]
            : [];
}
