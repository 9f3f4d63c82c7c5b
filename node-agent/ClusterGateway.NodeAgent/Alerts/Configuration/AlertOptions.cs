using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Section <c>ClusterGateway:Alerts</c>, the same on every node; semantics in docs/operations/alerts.md.</summary>
internal sealed record AlertOptions
{
    /// <summary>A node without a heartbeat for this long is down; never less than <c>Membership:Suspect</c>.</summary>
    /// <value>`Membership:Suspect` and one heartbeat (8s)</value>
    [DurationWithin(0, 3600)]
    public Duration? NodeDown { get; init; }

    /// <summary>So is one whose agent says for this long that the application is unhealthy: a restart is no alert.</summary>
    [DurationWithin(0, 3600)]
    public Duration NodeUnhealthy { get; init; } = Duration.FromSeconds(30);

    /// <summary>Nobody is primary for this long; never less than a lease.</summary>
    /// <value>two leases (16s)</value>
    [DurationWithin(0, 3600)]
    public Duration? NoPrimary { get; init; }

    /// <summary>The store gives no answer for this long; never less than a lease: a primary that goes on without it has begun by then.</summary>
    /// <value>`30s`, or a lease that is longer</value>
    [DurationWithin(0, 3600)]
    public Duration? StoreUnreachable { get; init; }

    /// <summary>What was wrong must be gone for this long; twice as long each time that it came back.</summary>
    [DurationWithin(0, 1800)]
    public Duration ResolveAfter { get; init; } = Duration.FromSeconds(30);

    /// <summary>An alert that stays open is sent again after this long; 0 for never.</summary>
    [DurationWithin(60, 7 * 86_400, OrZero = true)]
    public Duration Remind { get; init; } = Duration.FromSeconds(4 * 3600);

    /// <summary>A channel that does not take a message is tried for this long.</summary>
    [DurationWithin(1, 4 * 3600)]
    public Duration RetryFor { get; init; } = Duration.FromSeconds(900);

    /// <summary>Where messages are posted as JSON; the name is told in events and answers.</summary>
    public Dictionary<string, WebhookOptions> Webhooks { get; init; } = [];

    /// <summary>The mail server that takes messages.</summary>
    /// <value>none: no mail</value>
    public SmtpOptions? Smtp { get; init; }
}
