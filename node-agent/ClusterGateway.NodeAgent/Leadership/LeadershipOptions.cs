using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Section <c>ClusterGateway:Leadership</c>, the same on every node: a profile, and what differs from it.
/// <c>2 × Renew &lt; Deadline ≤ Lease − Lease / 3</c>.
/// </summary>
internal sealed record LeadershipOptions
{
    public LeadershipProfile Profile { get; init; }

    /// <summary>How long the primary's lease lives in the store after each renewal, up to 300 s. Default by profile, 8 s.</summary>
    public Duration? Lease { get; init; }

    /// <summary>How often the primary renews, from 0.1 s. Default by profile, 1 s.</summary>
    public Duration? Renew { get; init; }

    /// <summary>Without a successful renewal for this long the primary steps down by itself. Default by profile, 5 s.</summary>
    public Duration? Deadline { get; init; }

    /// <summary>
    /// How long admin requests that run may take at a planned hand-over, up to 60 s; never less than two renew intervals (at most 5 s), so that
    /// gateways notice. Default 5 s.
    /// </summary>
    public Duration HandOver { get; init; } = Duration.FromSeconds(5);

    /// <summary>What becomes of the role when a node with a higher <c>FailoverPriority</c> is back: <c>manual</c> or <c>automatic</c>. Default manual.</summary>
    public LeadershipFailback Failback { get; init; }

    /// <summary>Whether a primary goes on without the store while every other member agrees. Default true; the same on every node.</summary>
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
