using ClusterGateway.Gateway.Affinity.PlacementMemory;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>What the configuration says about affinity on one route: the route's metadata, and for what it does not say, the YARP cluster's.</summary>
/// <param name="Route">Null for the cluster by itself.</param>
internal sealed record RouteAffinity(RouteConfig? Route, ClusterConfig Cluster)
{
    /// <summary>Metadata: the sources in their order, "AppCookie, ClusterCookie, ClientIp". Without it, the YARP cluster's policy alone.</summary>
    public const string SourcesKey = "ClusterGateway.Affinity";

    /// <summary>Metadata: the application's session cookies and path parameters, "rpcid|JSESSIONID|jsessionid".</summary>
    public const string AppCookieKey = "ClusterGateway.AppCookie";

    private const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>YARP's own section; null when affinity is off, or is one of YARP's own policies.</summary>
    public SessionAffinityConfig? Config => Cluster.SessionAffinity is { Enabled: true } config && BindingSourceNames.Canonical(config.Policy) is not null
        ? config
        : null;

    public bool NamesSources => Metadata(SourcesKey) is not null;

    /// <summary>In their order, canonical where they are known, as written where not. ClusterCookie alone has the placement memory behind it.</summary>
    public IReadOnlyList<string> Sources => (Config, Metadata(SourcesKey)) switch
    {
        (null, _) => [],
        (_, { } list) => [.. list.Split(',', Clean).Select(name => BindingSourceNames.Canonical(name) ?? name)],
        var (config, _) => BindingSourceNames.Canonical(config.Policy) is BindingSourceNames.ClusterCookie && PlacementUse.IsOn(Cluster)
            ? [BindingSourceNames.ClusterCookie, BindingSourceNames.ClientIp]
            : [BindingSourceNames.Canonical(config.Policy)!],
    };

    /// <summary>Without metadata, <c>AffinityKeyName</c> has them where AppCookie is the YARP cluster's policy.</summary>
    public IReadOnlyList<string> AppCookieNames =>
        (Metadata(AppCookieKey) ?? (BindingSourceNames.Canonical(Config?.Policy) == BindingSourceNames.AppCookie ? Config!.AffinityKeyName : ""))
            .Split('|', Clean);

    public bool Uses(string source) => Sources.Contains(source, StringComparer.Ordinal);

    public string? Metadata(string key) => Route?.Metadata?.GetValueOrDefault(key) ?? Cluster.Metadata?.GetValueOrDefault(key);
}
