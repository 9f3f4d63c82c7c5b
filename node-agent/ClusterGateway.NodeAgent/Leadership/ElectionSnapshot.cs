using ClusterGateway.NodeAgent.Gateways;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>All that one decision of one node depends on.</summary>
internal sealed record ElectionSnapshot
{
    public required string NodeId { get; init; }

    public required string Instance { get; init; }

    public required LeaseTiming Timing { get; init; }

    /// <summary>What this process holds; null when it is not primary.</summary>
    public LeaderGrant? Grant { get; init; }

    /// <summary>Monotonic time since <see cref="LeaderGrant.RenewedAt"/>.</summary>
    public TimeSpan SinceRenewed { get; init; }

    /// <summary>Monotonic time since <see cref="LeaderGrant.AcknowledgedAt"/>; null without an acknowledgement.</summary>
    public TimeSpan? SinceAcknowledged { get; init; }

    /// <summary>Why the members did not acknowledge that this primary goes on without the store, as a clause; null when they did or were not asked.</summary>
    public string? FailsafeRefusal { get; init; }

    /// <summary>How much longer this node must not compete with the stored term, because it promised so or because it may have, before it started.</summary>
    public TimeSpan Promised { get; init; }

    /// <summary>The primary of the stored term had not heard of this node: it would go on without the store, and without asking here.</summary>
    public bool IsNotAsked { get; init; }

    /// <summary>What the store said a moment ago; null when it was not asked or gave no answer.</summary>
    public LeaderState? Store { get; init; }

    /// <summary>The highest term that this process gave up, perhaps without telling the store; zero when none.</summary>
    public long AbandonedTerm { get; init; }

    /// <summary>The highest term that this node or a living member remembers.</summary>
    public long RememberedTerm { get; init; }

    /// <summary>Why this node must not be primary; null when it may.</summary>
    public string? Unfit { get; init; }

    public Health Health { get; init; }

    /// <summary>How long a planned hand-over has been announced.</summary>
    public TimeSpan AnnouncedFor { get; init; }

    /// <summary>The gateways' last reports, read after <see cref="AnnouncedFor"/> was taken; null when the store gave no answer.</summary>
    public IReadOnlyList<GatewayReading>? Gateways { get; init; }

    /// <summary>Best first, this node included while it is fit.</summary>
    public IReadOnlyList<Candidate> Candidates { get; init; } = [];

    /// <summary>How long this node has known that nobody leads.</summary>
    public TimeSpan VacantFor { get; init; }

    /// <summary>How long this node has known the stored term to be missing or lower than remembered.</summary>
    public TimeSpan TermInDoubtFor { get; init; }

    /// <summary>How long ago this primary was last known to be the only one.</summary>
    public TimeSpan SinceTrusted => SinceAcknowledged is { } acknowledged && acknowledged < SinceRenewed ? acknowledged : SinceRenewed;

    public bool IsTermInDoubt => Store is not null && Store.Term < RememberedTerm;
}
