using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>After how long a condition is an alert, and an alert is over. What is not configured follows from the cluster's other timings.</summary>
internal sealed record AlertRules
{
    /// <summary>Clocks are set and jump; a warning that stays for so long is one.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>An upgrade of all nodes, one after another, is not an alert.</summary>
    public static readonly TimeSpan VersionMismatch = TimeSpan.FromMinutes(30);

    /// <summary>Past the deadline of the drain, which any agent ends within seconds.</summary>
    public static readonly TimeSpan DrainOverdue = TimeSpan.FromMinutes(2);

    /// <summary>An alert that comes back within this time is flapping.</summary>
    public static readonly TimeSpan Flapping = TimeSpan.FromHours(1);

    /// <summary>A store that is restarted is no outage.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);

    /// <summary>However often it came back.</summary>
    private static readonly TimeSpan LongestResolve = TimeSpan.FromMinutes(30);

    private const int MostDoublings = 16;

    /// <summary>Of a member that this process saw alive, from the first reading in which it is suspect.</summary>
    public required TimeSpan NodeDown { get; init; }

    /// <summary>
    /// Of a member that this process did not see alive since it started or since the store came back: nobody can have beaten while the store
    /// was away, and all of them begin again at once.
    /// </summary>
    public required TimeSpan NodeNeverSeen { get; init; }

    public required TimeSpan NodeUnhealthy { get; init; }

    public required TimeSpan NoPrimary { get; init; }

    /// <summary>Of a node that has not seen a primary since it started: nodes start one after another, and may have to wait for one that died.</summary>
    public TimeSpan FirstPrimary => 2 * NoPrimary;

    public required TimeSpan StoreUnreachable { get; init; }

    public required TimeSpan ResolveAfter { get; init; }

    /// <summary>Zero for never.</summary>
    public required TimeSpan Remind { get; init; }

    public static AlertRules Of(Configuration.AlertOptions options, LeaseTiming timing, MembershipOptions membership)
    {
        var silent = options.NodeDown?.Value - membership.Suspect ?? membership.Heartbeat;
        return new AlertRules
        {
            NodeDown = silent,
            NodeNeverSeen = membership.Dead + silent,
            NodeUnhealthy = options.NodeUnhealthy,
            NoPrimary = options.NoPrimary?.Value ?? 2 * timing.Lease,
            StoreUnreachable = options.StoreUnreachable?.Value ?? (timing.Lease > Outage ? timing.Lease : Outage),
            ResolveAfter = options.ResolveAfter,
            Remind = options.Remind,
        };
    }

    /// <summary>How long a condition must be gone: twice as long each time that it came back, so that what flaps all night is told a few times.</summary>
    public TimeSpan ResolveAfterReturns(int returns)
    {
        var wait = ResolveAfter * (1 << Math.Min(returns, MostDoublings));
        return wait < LongestResolve || returns == 0 ? wait : LongestResolve;
    }
}
