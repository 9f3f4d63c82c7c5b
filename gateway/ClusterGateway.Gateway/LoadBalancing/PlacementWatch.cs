using System.Globalization;
using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Affinity.PlacementMemory;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// Does what placement needs aside from the requests: counts the bindings for <see cref="NodeLoads"/> (a million of them take a moment), and
/// looks whether an address prefix is worth a warning.
/// </summary>
internal sealed partial class PlacementWatch(
    NodeLoads loads, IBindingCounts bindings, PrefixShares shares, PlacementMetrics metrics, IOptions<LoadBalancingOptions> options, TimeProvider time,
    ILogger<PlacementWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private WarningView? _warning;
    private bool _isLogged;

    /// <summary>Present while an address prefix has more of the new clients than <see cref="LoadBalancingOptions.PrefixShare"/>.</summary>
    public WarningView? Warning => Volatile.Read(ref _warning);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (loads.IsUsed)
            {
                loads.Bound(bindings.Current);
            }

            Watch(shares.Heaviest);
        }
    }

    private void Watch(PrefixShare? heaviest)
    {
        var share = heaviest?.Share ?? 0;
        metrics.HeaviestPrefixShare = share;
        var isHeavy = share > options.Value.PrefixShare;
        Volatile.Write(ref _warning, isHeavy ? WarningOf(heaviest!.Value) : null);
        if (isHeavy && !_isLogged)
        {
            Log.PrefixIsHeavy(logger, share, heaviest!.Value.Clients);
        }

        // Once, and not again for a share that swings about the limit.
        _isLogged = isHeavy || (_isLogged && share > options.Value.PrefixShare / 2);
    }

    /// <summary>The prefix is named: without it nobody can act. So many users are no single person, and only admins see it.</summary>
    private WarningView WarningOf(PrefixShare found) => new(WarningCodes.AddressPrefixShare, string.Create(
        CultureInfo.InvariantCulture,
        $"{found.Share:P0} of the last {found.Clients} new clients come from {found.Prefix.ToText(options.Value)} and share one node; "
        + $"if that is a proxy of yours, name it in ClusterGateway:TrustedProxies, if it is an office, use LeastSessions"));

    private static partial class Log
    {
        [LoggerMessage(1700, LogLevel.Warning,
            "{Share:P0} of the last {Clients} new clients come from one address prefix and share one node; "
            + "GET /api/v1/cluster of the management port names it")]
        public static partial void PrefixIsHeavy(ILogger logger, double share, long clients);
    }
}
