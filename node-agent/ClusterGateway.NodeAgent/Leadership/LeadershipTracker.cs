using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What the leadership loop last learned, and what follows from it at the moment of asking. Never a flag: a lease runs out by itself.</summary>
internal sealed class LeadershipTracker(
    NodeIdentity self, LeaseTiming timing, TermMemory terms, TimeProvider time) : ILeadership
{
    private readonly ChangeSignal _changed = new();
    private volatile LeaderGrant? _grant;
    private volatile Observation? _observed;
    private volatile Resignation? _resignation;
    private volatile bool _stopping;

    public LeaderGrant? Grant => _grant;

    public bool IsPrimary => Usable() is not null;

    public long Term => Usable()?.Term ?? terms.Highest;

    public TimeSpan LeaseRemaining => Usable() is { } grant
        ? LeaseArithmetic.Remaining(timing.Lease, SinceTrusted(grant))
        : TimeSpan.Zero;

    public TimeSpan LeaseMargin => timing.Margin;

    public bool IsStopping
    {
        get => _stopping;
        set => _stopping = value;
    }

    public bool IsFailsafe => Usable() is { } grant && !LeaseArithmetic.IsUsable(timing, LeaseArithmetic.Elapsed(time, grant.RenewedAt));

    public bool IsPaused => _observed?.State.Pause is not null;

    public LeaderView? Leader => Usable() is { } grant
        ? new LeaderView(self.Id, grant.Term, grant.AcquiredAt, LeaseRemaining.TotalSeconds)
        : Observed();

    public async Task WaitForChangeAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        var before = Leader;
        var started = time.GetTimestamp();
        while (true)
        {
            var changed = _changed.Next;
            var rest = bound - time.GetElapsedTime(started);
            if (rest <= TimeSpan.Zero || !SameLeader(before, Leader))
            {
                return;
            }

            await Wait.ForAsync(changed, rest, time, cancellationToken);
        }
    }

    public IReadOnlyList<StoreOperation>? Fence() => Usable() is { } grant
        ?
        [
            new StoreCheck(LeaderKeys.Term, StoreCondition.AtRevision(grant.Term)),
            new StoreCheck(LeaderKeys.Lease, StoreCondition.Present),
        ]
        : null;

    /// <summary>Why this node must not be primary since it resigned; null when it may.</summary>
    public string? Resigned => _resignation is { } last && last.Binds(_grant?.Term, time.GetElapsedTime(last.Since)) ? last.Reason : null;

    public void Resign(long term, string reason, TimeSpan pause)
    {
        if (_grant?.Term == term)
        {
            _resignation = new Resignation(term, reason, time.GetTimestamp(), pause);
        }
    }

    public void Hold(LeaderGrant? grant)
    {
        var before = Leader;
        _grant = grant;
        RaiseIfChanged(before);
    }

    public void Observe(LeaderState state, ClockReading asked)
    {
        var before = Leader;
        _observed = new Observation(state, asked);
        RaiseIfChanged(before);
    }

    private void RaiseIfChanged(LeaderView? before)
    {
        if (!SameLeader(before, Leader))
        {
            _changed.Raise();
        }
    }

    private LeaderGrant? Usable() =>
        _grant is { } grant && LeaseArithmetic.IsUsable(timing, SinceTrusted(grant)) ? grant : null;

    /// <summary>Since the last renewal, or since every other member agreed to go on without one.</summary>
    private TimeSpan SinceTrusted(LeaderGrant grant)
    {
        var renewed = LeaseArithmetic.Elapsed(time, grant.RenewedAt);
        return grant.AcknowledgedAt is { } moment && LeaseArithmetic.Elapsed(time, moment) is var acknowledged && acknowledged < renewed
            ? acknowledged
            : renewed;
    }

    /// <summary>The lease of another node; one's own counts only through the grant.</summary>
    private LeaderView? Observed()
    {
        if (_observed is not { State.Lease: { } lease } seen || lease.Instance == self.Instance)
        {
            return null;
        }

        var remaining = LeaseArithmetic.Remaining(seen.State.ExpiresIn, LeaseArithmetic.Elapsed(time, seen.Asked));
        return remaining > TimeSpan.Zero ? new LeaderView(lease.NodeId, seen.State.Term, lease.AcquiredAt, remaining.TotalSeconds) : null;
    }

    private static bool SameLeader(LeaderView? a, LeaderView? b) => a?.NodeId == b?.NodeId && a?.Term == b?.Term;

    private sealed record Observation(LeaderState State, ClockReading Asked);
}
