using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Section <c>ClusterGateway:Leadership</c>, the same on every node: a profile, and what differs from it.
/// <c>2 × Renew &lt; Deadline ≤ Lease − Lease / 3</c>.
/// </summary>
internal sealed record LeadershipOptions
{
    /// <summary>A ready-made timing, as lease / renew / deadline: <c>default</c> 8/1/5 s, <c>conservative</c> 30/5/20 s, <c>fast</c> 3/0.5/2 s.</summary>
    public LeadershipProfile Profile { get; init; }

    /// <summary>How long the primary's lease lives in the store after each renewal.</summary>
    /// <value>by profile</value>
    [DurationWithin(0.5, 300)]
    public Duration? Lease { get; init; }

    /// <summary>How often the primary renews.</summary>
    /// <value>by profile</value>
    [DurationWithin(0.1, 100)]
    public Duration? Renew { get; init; }

    /// <summary>Without a successful renewal for this long the primary steps down by itself.</summary>
    /// <value>by profile</value>
    public Duration? Deadline { get; init; }

    /// <summary>
    /// How long admin requests that run may take at a planned hand-over; never less than two renew intervals (at most 5 s), so that gateways
    /// notice.
    /// </summary>
    [DurationWithin(0, 60)]
    public Duration HandOver { get; init; } = Duration.FromSeconds(5);

    /// <summary>What becomes of the role when a node with a higher <c>FailoverPriority</c> is back: it stays, or it is handed over.</summary>
    public LeadershipFailback Failback { get; init; }

    /// <summary>Whether a primary goes on without the store while every other member agrees.</summary>
    public bool Failsafe { get; init; } = true;

    public LeaseTiming Timing
    {
        get
        {
            var (lease, renew, deadline) = Profile switch
            {
                LeadershipProfile.Conservative => (30.0, 5.0, 20.0),
                LeadershipProfile.Fast => (3.0, 0.5, 2.0),
                _ => (8.0, 1.0, 5.0),
            };
            return new LeaseTiming(
                Lease ?? Duration.FromSeconds(lease), Renew ?? Duration.FromSeconds(renew), Deadline ?? Duration.FromSeconds(deadline))
            {
                HandOver = HandOver,
            };
        }
    }
}
