using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>All entries below <c>leader/</c> as they were at one moment.</summary>
/// <param name="Lease">Null when nobody holds the lease.</param>
/// <param name="ExpiresIn">What was left of the lease then, by the store's clock; zero without a lease.</param>
internal sealed record LeaderState(
    LeaseRecord? Lease, long LeaseRevision, TimeSpan ExpiresIn, StoreEntry? TermEntry, HandOverRecord? HandOver, SwitchoverRecord? Switchover)
{
    /// <summary>The current term, or that of the last primary; zero when there was none.</summary>
    public long Term => TermEntry?.Revision ?? 0;

    /// <summary>Who was primary last, or is it; null when nobody ever was.</summary>
    public string? LastHolder { get; init; }

    /// <summary>The last term that was given back; zero when none was.</summary>
    public long ReleasedTerm { get; init; }

    /// <summary>
    /// The last term was not given back: its primary may go on without the store, with the members' acknowledgement
    /// (<see cref="Failsafe.FailsafePrimary"/>).
    /// </summary>
    public bool MayGoOn => Term > 0 && ReleasedTerm != Term;

    /// <summary>Whom the primary of this term asks before it goes on without the store; null when it has not told.</summary>
    public IReadOnlyList<string>? Asked { get; init; }

    /// <summary>There while automatic failover is paused.</summary>
    public PauseRecord? Pause { get; init; }

    public bool IsHeldBy(string nodeId, string instance) => Lease?.IsHeldBy(nodeId, instance) is true;
}
