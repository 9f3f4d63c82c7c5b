using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>The primary role as this node holds or sees it. Everything is computed at the moment of asking, from both clocks.</summary>
internal interface ILeadership
{
    /// <summary>Whether this node is primary now, with a live lease.</summary>
    bool IsPrimary { get; }

    /// <summary>The term this node holds while it is primary, otherwise the highest it knows.</summary>
    long Term { get; }

    /// <summary>What is left of this node's own lease, no margin subtracted; zero when it is not primary.</summary>
    TimeSpan LeaseRemaining { get; }

    /// <summary>What whoever uses <see cref="LeaseRemaining"/> subtracts before trusting it.</summary>
    TimeSpan LeaseMargin { get; }

    /// <summary>A planned hand-over is announced: this node will release the lease in a moment.</summary>
    bool IsStopping { get; }

    /// <summary>This node is primary without the store: its lease is what every other member acknowledges. No leader-only write commits then.</summary>
    bool IsFailsafe { get; }

    /// <summary>An administrator has paused automatic failover, as far as this node knows.</summary>
    bool IsPaused { get; }

    /// <summary>Who is primary as far as this node knows; null when nobody is.</summary>
    LeaderView? Leader { get; }

    /// <summary>Waits until <see cref="Leader"/> names another node or term than at the call, or the bound is over.</summary>
    Task WaitForChangeAsync(TimeSpan bound, CancellationToken cancellationToken);

    /// <summary>
    /// The checks that a leader-only write carries in its own commit; null when this node is not primary. They fail in the store
    /// when the term has passed, whatever this process believes.
    /// </summary>
    IReadOnlyList<StoreOperation>? Fence();

    /// <summary>
    /// This node cannot be primary in this term after all: it hands over as planned, and does not compete for the pause. Nothing happens when
    /// it does not hold the term any more.
    /// </summary>
    void Resign(long term, string reason, TimeSpan pause);
}
