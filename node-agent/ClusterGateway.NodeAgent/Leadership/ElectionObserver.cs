using ClusterGateway.NodeAgent.Leadership.Failsafe;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// What the leadership loop remembers from tick to tick, and the snapshot that a decision is taken from. Called by the loop's thread only.
/// </summary>
internal sealed class ElectionObserver(
    LeadershipTracker tracker, TermMemory terms, NodeIdentity self, LeaseTiming timing, LeadershipOptions options, IMembership membership,
    INodeHealth health, FailsafePrimary failsafe, FailsafePromise promise, TimeProvider time)
{
    private ClockReading? _vacantSince;
    private ClockReading? _doubtSince;
    private ClockReading? _announcedAt;
    private ClockReading? _betterSince;
    private SwitchoverRecord? _switchover;
    private long _abandonedTerm;
    private volatile bool _shuttingDown;

    public bool IsShuttingDown => _shuttingDown;

    /// <summary>A planned hand-over of what this process holds is announced.</summary>
    public bool IsHandingOver => _announcedAt is not null;

    /// <summary>How long this node has known that nobody leads.</summary>
    public TimeSpan VacantFor => Since(_vacantSince);

    /// <summary>Who an administrator named as the next primary; null when nobody was named.</summary>
    public string? Successor => _switchover?.To;

    /// <summary>This agent stops: hand over, and do not compete again. Any thread.</summary>
    public void ShutDown() => _shuttingDown = true;

    /// <summary>The store's answer to a question asked then.</summary>
    public void Note(LeaderState state, ClockReading asked)
    {
        promise.Settle();
        _vacantSince = state.Lease is null ? _vacantSince ?? asked : null;
        _doubtSince = state.Term < RememberedTerm() ? _doubtSince ?? asked : null;
        _switchover = tracker.Grant is { } held && state.Switchover?.Term == held.Term ? state.Switchover : null;
        if (tracker.Grant is { Confirmed: false } grant && state.Term == grant.Term && state.IsHeldBy(self.Id, self.Instance))
        {
            tracker.Hold(grant with { LeaseRevision = state.LeaseRevision, Confirmed = true });
        }
    }

    /// <summary>This process holds a lease.</summary>
    public void Became() => _vacantSince = null;

    /// <summary>This process gave the term up.</summary>
    public void Forget(long term)
    {
        _abandonedTerm = Math.Max(_abandonedTerm, term);
        _switchover = null;
        _announcedAt = null;
        _betterSince = null;
        tracker.Hold(null);
        tracker.IsStopping = _shuttingDown;
    }

    /// <param name="state">What the store said a moment ago; null when it was not asked or gave no answer.</param>
    public ElectionSnapshot Take(LeaderState? state)
    {
        var others = PrimarySelection.Candidates(membership.Current.Members).Where(c => c.NodeId != self.Id).ToList();
        var better = PrimarySelection.Better(others, self.Node.FailoverPriority);
        _betterSince = better is null ? null : _betterSince ?? ClockReading.Take(time);
        var fitness = Fitness(better);
        var unfit = RoleFitness.WhyNot(fitness);
        _announcedAt = tracker.Grant is not null && unfit is not null ? _announcedAt ?? ClockReading.Take(time) : null;
        tracker.IsStopping = _announcedAt is not null || _shuttingDown;
        Candidate[] own = unfit is null ? [new Candidate(self.Id, fitness.Health, self.Node.FailoverPriority, PrimarySelection.LagOf(self.Id, membership.Current.Members))] : [];
        return new ElectionSnapshot
        {
            NodeId = self.Id,
            Instance = self.Instance,
            Timing = timing,
            Grant = tracker.Grant,
            SinceRenewed = tracker.Grant is { } grant ? time.GetElapsedTime(grant.RenewedAt.Timestamp) : TimeSpan.Zero,
            SinceAcknowledged = tracker.Grant?.AcknowledgedAt is { } acknowledged ? time.GetElapsedTime(acknowledged.Timestamp) : null,
            FailsafeRefusal = failsafe.Refusal,
            Promised = state is null || !options.Failsafe ? TimeSpan.Zero : Promised(state),
            IsNotAsked = state is not null && options.Failsafe && IsNotAsked(state),
            Store = state,
            AbandonedTerm = _abandonedTerm,
            RememberedTerm = RememberedTerm(),
            Unfit = unfit,
            Health = fitness.Health,
            AnnouncedFor = Since(_announcedAt),
            Candidates = PrimarySelection.Order(others.Concat(own)),
            VacantFor = VacantFor,
            TermInDoubtFor = Since(_doubtSince),
        };
    }

    private FitnessEvidence Fitness(string? better) => new()
    {
        IsShuttingDown = _shuttingDown,
        IsRegistered = membership.IsRegistered,
        State = membership.OwnState,
        Health = health.Current.Health,
        Tags = self.Node.Tags,
        IsPrimary = tracker.Grant is not null,
        IsPaused = tracker.IsPaused,
        Resigned = tracker.Resigned,
        Switchover = _switchover,
        Failback = options.Failback == LeadershipFailback.Automatic ? 2 * timing.Lease : null,
        Better = better,
        BetterFor = Since(_betterSince),
    };

    /// <summary>Whom that primary does not ask, it does not wait for either; unless an administrator removed it, because it is gone.</summary>
    private bool IsNotAsked(LeaderState state) => state is { MayGoOn: true, Asked: { } asked } && state.LastHolder != self.Id
        && !asked.Contains(self.Id) && !promise.WasAskedIn(state.Term) && membership.Current.Members.Any(m => m.Id == state.LastHolder);

    private TimeSpan Promised(LeaderState state)
    {
        // One's own term can only be that of an earlier process of this node, which is gone.
        if (!state.MayGoOn || state.LastHolder == self.Id)
        {
            return TimeSpan.Zero;
        }

        var (given, unknown) = (promise.RestOf(state.Term), timing.Lease - promise.SinceStart);
        return given > unknown ? given : unknown;
    }

    private long RememberedTerm() => Math.Max(
        terms.Highest, membership.Current.Members.Where(m => m.Liveness != Liveness.Dead).Select(m => m.Term).DefaultIfEmpty().Max());

    private TimeSpan Since(ClockReading? moment) => moment is { } m ? time.GetElapsedTime(m.Timestamp) : TimeSpan.Zero;
}
