using System.Collections.Concurrent;
using ClusterGateway.Gateway.Affinity.ClusterCookie;
using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Hosting.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// At start refuses what is wrong about affinity, with every mistake. In a reload the last good affinity and placement of that cluster or
/// route stay, and the rest is taken: YARP keeps all of a configuration that a filter refused, and would then take no change of the
/// membership either.
/// </summary>
internal sealed partial class AffinityFilter(BindingPlans plans, IHostApplicationLifetime lifetime, ILogger<AffinityFilter> logger) : IProxyConfigFilter
{
    private static readonly string[] Ours =
    [
        RouteAffinity.SourcesKey, RouteAffinity.AppCookieKey, AffinityLifetime.IdleKey, AffinityLifetime.AbsoluteKey, PlacementUse.MetadataKey,
        PlacementTerms.BoundedLoadKey, PlacementTerms.BackupFailbackKey,
    ];

    private readonly ConcurrentDictionary<string, Good> _good = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> _said = new(StringComparer.OrdinalIgnoreCase);

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        var path = $"ReverseProxy:Clusters:{cluster.ClusterId}";
        if (IsRight(path, Mistakes(new RouteAffinity(null, cluster))))
        {
            _good[path] = new(cluster.SessionAffinity, cluster.Metadata);
            return new(cluster);
        }

        var good = _good.GetValueOrDefault(path);
        return new(cluster with { SessionAffinity = good?.SessionAffinity, Metadata = WithOurs(cluster.Metadata, good?.Metadata) });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel)
    {
        var path = $"ReverseProxy:Routes:{route.RouteId}";
        if (cluster is null || IsRight(path, Mistakes(new RouteAffinity(route, cluster))))
        {
            _good[path] = new(null, route.Metadata);
            return new(route);
        }

        var kept = route with { Metadata = WithOurs(route.Metadata, _good.GetValueOrDefault(path)?.Metadata) };

        // What was right with the cluster as it was may be wrong with the new one: then the route says nothing of its own.
        return new(Mistakes(new RouteAffinity(kept, cluster)).Count == 0 ? kept : route with { Metadata = WithOurs(route.Metadata, null) });
    }

    /// <summary>The values of placement are checked at start by their place in the file, before this.</summary>
    private List<ConfigurationError> Mistakes(RouteAffinity affinity) =>
    [
        .. AffinityCheck.Mistakes(affinity, plans.Available),
        .. affinity.Route is null && HasStarted ? PlacementCheck.Mistakes(key => affinity.Cluster.Metadata?.GetValueOrDefault(key)) : [],
    ];

    private bool HasStarted => lifetime.ApplicationStarted.IsCancellationRequested;

    private bool IsRight(string path, List<ConfigurationError> mistakes)
    {
        if (mistakes.Count > 0 && !HasStarted)
        {
            throw new ConfigurationMistakesException(mistakes);
        }

        // Each change of the membership comes this way again.
        var text = string.Join("; ", mistakes.Select(mistake => mistake with { Path = $"{path}:{mistake.Path}" }));
        if (text.Length > 0 && _said.GetValueOrDefault(path) != text)
        {
            Log.Refused(logger, text);
        }

        _said[path] = text;
        return mistakes.Count == 0;
    }

    /// <summary>What is not about affinity and placement is taken as it is now.</summary>
    private static Dictionary<string, string> WithOurs(IReadOnlyDictionary<string, string>? now, IReadOnlyDictionary<string, string>? good) =>
        (now ?? new Dictionary<string, string>()).Where(pair => !IsOurs(pair.Key))
            .Concat((good ?? new Dictionary<string, string>()).Where(pair => IsOurs(pair.Key)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static bool IsOurs(string key) => Ours.Contains(key, StringComparer.OrdinalIgnoreCase);

    private sealed record Good(SessionAffinityConfig? SessionAffinity, IReadOnlyDictionary<string, string>? Metadata);

    private static partial class Log
    {
        [LoggerMessage(1312, LogLevel.Error,
            "The configuration was reloaded, but its affinity or placement is wrong, and what was there before stays: {Mistakes}")]
        public static partial void Refused(ILogger logger, string mistakes);
    }
}
