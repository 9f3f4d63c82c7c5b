using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Section <c>ClusterGateway:Alerts</c>, the same on every node; semantics in docs/operations/alerts.md.</summary>
internal sealed record AlertOptions
{
    /// <summary>A node without a heartbeat for this long is down. From <c>Membership:Suspect</c> to 1 h, default that and one heartbeat (8 s).</summary>
    public Duration? NodeDown { get; init; }

    /// <summary>So is one whose agent says for this long that the application is unhealthy. 0–1 h, default 30 s: a restart is no alert.</summary>
    public Duration NodeUnhealthy { get; init; } = Duration.FromSeconds(30);

    /// <summary>Nobody is primary for this long. From one lease to 1 h, default two leases (16 s).</summary>
    public Duration? NoPrimary { get; init; }

    /// <summary>
    /// The store gives no answer for this long. From one lease to 1 h, default 30 s, or a lease that is longer: a primary that goes on without it has begun by then.
    /// </summary>
    public Duration? StoreUnreachable { get; init; }

    /// <summary>What was wrong must be gone for this long; twice as long each time that it came back. 0–30 min, default 30 s.</summary>
    public Duration ResolveAfter { get; init; } = Duration.FromSeconds(30);

    /// <summary>An alert that stays open is sent again after this long. 1 min – 7 d or 0 for never, default 4 h.</summary>
    public Duration Remind { get; init; } = Duration.FromSeconds(4 * 3600);

    /// <summary>A channel that does not take a message is tried for this long. 1 s – 4 h, default 15 min.</summary>
    public Duration RetryFor { get; init; } = Duration.FromSeconds(900);

    /// <summary>By name, which is told in events and answers.</summary>
    public Dictionary<string, WebhookOptions> Webhooks { get; init; } = [];

    /// <summary>Null for no mail.</summary>
    public SmtpOptions? Smtp { get; init; }
}
