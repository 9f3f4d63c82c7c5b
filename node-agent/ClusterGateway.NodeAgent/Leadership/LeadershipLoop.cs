using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// One tick: look, decide (<see cref="LeaderElection"/>), carry out, say why. A single caller; what others read is in
/// <see cref="LeadershipTracker"/>.
/// </summary>
internal sealed partial class LeadershipLoop(
    LeaderEntries entries, LeadershipTracker tracker, TermMemory terms, NodeIdentity self, LeaseTiming timing, IMembership membership,
    INodeHealth health, GatewayStore gateways, IEventLog events, AgentMetrics metrics, TimeProvider time, ILogger<LeadershipLoop> logger)
{
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(100);

    private ClockReading? _vacantSince;
    private ClockReading? _doubtSince;
    private ClockReading? _announcedAt;
    private SwitchoverRecord? _switchover;
    private long _abandonedTerm;
    private string? _said;
    private volatile bool _hinted = true;
    private volatile bool _shuttingDown;

    /// <summary>The entries of the leader changed: the next tick reads them.</summary>
    public void Hint() => _hinted = true;

    /// <summary>This agent stops: hand over, and do not compete again.</summary>
    public void ShutDown() => _shuttingDown = true;

    /// <summary>Nothing is left to hand over.</summary>
    public bool IsDone => _shuttingDown && tracker.Grant is null;

    /// <returns>When to tick again at the latest.</returns>
    public async Task<TimeSpan> TickAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var state = await LookAsync(cancellationToken);
        var snapshot = await WithGatewaysAsync(Snapshot(state), cancellationToken);
        var step = LeaderElection.Decide(snapshot);
        try
        {
            using var bound = Bound(cancellationToken);
            await CarryOutAsync(step, snapshot, bound.Token);
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            // Unknown: nothing is extended, and the entries are read before anything else is sent.
            tracker.Hold(tracker.Grant is { } grant ? grant with { Confirmed = false } : null);
            step = step with { Reason = $"{step.Reason}; the store gave no answer" };
        }

        Say(step);
        var next = NextTick(step, state) - time.GetElapsedTime(began);
        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    /// <summary>A primary that renews knows where it left the lease; it reads only when something is open.</summary>
    private async Task<LeaderState?> LookAsync(CancellationToken cancellationToken)
    {
        var hinted = _hinted;
        if (tracker.Grant is { Confirmed: true } && !hinted)
        {
            return null;
        }

        var asked = ClockReading.Take(time);
        try
        {
            using var bound = Bound(cancellationToken);
            _hinted = false;
            var state = await entries.ReadAsync(bound.Token);
            tracker.Observe(state, asked);
            terms.Remember(state.Term);
            Note(state, asked);
            return state;
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            _hinted |= hinted;
            return null;
        }
    }

    /// <summary>The gateways' reports while they decide something: during a hand-over, and only while the store answers.</summary>
    private async Task<ElectionSnapshot> WithGatewaysAsync(ElectionSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (_announcedAt is null || snapshot.Grant is { Confirmed: false })
        {
            return snapshot;
        }

        try
        {
            using var bound = Bound(cancellationToken);
            return snapshot with { Gateways = await gateways.ReadAsync(bound.Token) };
        }
        catch (Exception exception) when (exception is InvalidDataException || IsNoAnswer(exception, cancellationToken))
        {
            return snapshot;
        }
    }

    private void Note(LeaderState state, ClockReading asked)
    {
        _vacantSince = state.Lease is null ? _vacantSince ?? asked : null;
        _doubtSince = state.Term < RememberedTerm() ? _doubtSince ?? asked : null;
        _switchover = tracker.Grant is { } held && state.Switchover?.Term == held.Term ? state.Switchover : null;
        if (tracker.Grant is { Confirmed: false } grant && state.Term == grant.Term && state.IsHeldBy(self.Id, self.Instance))
        {
            tracker.Hold(grant with { LeaseRevision = state.LeaseRevision, Confirmed = true });
        }
    }

    private ElectionSnapshot Snapshot(LeaderState? state)
    {
        var unfit = Unfit();
        _announcedAt = tracker.Grant is not null && unfit is not null ? _announcedAt ?? ClockReading.Take(time) : null;
        tracker.IsStopping = _announcedAt is not null || _shuttingDown;
        var others = PrimarySelection.Candidates(membership.Current.Members).Where(c => c.NodeId != self.Id);
        var current = health.Current.Health;
        Candidate[] own = unfit is null ? [new Candidate(self.Id, current, self.Node.FailoverPriority)] : [];
        return new ElectionSnapshot
        {
            NodeId = self.Id,
            Instance = self.Instance,
            Timing = timing,
            Grant = tracker.Grant,
            SinceRenewed = tracker.Grant is { } grant ? time.GetElapsedTime(grant.RenewedAt.Timestamp) : TimeSpan.Zero,
            Store = state,
            AbandonedTerm = _abandonedTerm,
            RememberedTerm = RememberedTerm(),
            Unfit = unfit,
            Health = current,
            AnnouncedFor = Since(_announcedAt),
            Candidates = PrimarySelection.Order(others.Concat(own)),
            VacantFor = Since(_vacantSince),
            TermInDoubtFor = Since(_doubtSince),
        };
    }

    private string? Unfit() => this switch
    {
        { _shuttingDown: true } => "this agent stops",
        _ when !membership.IsRegistered => "this process does not own its node id",
        _ when tracker.Resigned is { } reason => reason,
        { _switchover: { } wish } => wish.To is null ? "an administrator asked for a switchover" : $"an administrator asked for a switchover to {wish.To}",
        _ => PrimarySelection.WhyNot(membership.OwnState, health.Current.Health, self.Node.Tags),
    };

    private long RememberedTerm() => Math.Max(
        terms.Highest, membership.Current.Members.Where(m => m.Liveness != Liveness.Dead).Select(m => m.Term).DefaultIfEmpty().Max());

    private Task CarryOutAsync(ElectionStep step, ElectionSnapshot now, CancellationToken cancellationToken) => step.Action switch
    {
        ElectionAction.Acquire => AcquireAsync(now.Store!, now.RememberedTerm, step.Reason, cancellationToken),
        ElectionAction.Renew => RenewAsync(now, cancellationToken),
        ElectionAction.Release => ReleaseAsync(now, step.Reason, cancellationToken),
        ElectionAction.StepDown => StepDown(now.Grant!, step.Reason),
        _ => Task.CompletedTask,
    };

    private async Task AcquireAsync(LeaderState seen, long floor, string reason, CancellationToken cancellationToken)
    {
        if (await entries.TryAcquireAsync(seen, floor, cancellationToken) is { } grant)
        {
            BecomePrimary(grant, seen, reason);
        }
    }

    private async Task RenewAsync(ElectionSnapshot now, CancellationToken cancellationToken)
    {
        var adopted = now.Grant is null;
        var held = now.Grant ?? new LeaderGrant(now.Store!.Term, now.Store.LeaseRevision, now.Store.Lease!.AcquiredAt, default);
        if (await entries.TryRenewAsync(held, cancellationToken) is not { } renewed)
        {
            _hinted = true;
            await (adopted ? Task.CompletedTask : StepDown(held, $"the lease of term {held.Term} was not there to renew"));
        }
        else if (adopted)
        {
            BecomePrimary(renewed, now.Store!, "the acquisition's answer was late");
        }
        else
        {
            tracker.Hold(renewed);
        }
    }

    private async Task ReleaseAsync(ElectionSnapshot now, string reason, CancellationToken cancellationToken)
    {
        var to = _switchover?.To;
        var revision = now.Grant?.LeaseRevision ?? now.Store!.LeaseRevision;
        var term = now.Grant?.Term ?? now.Store!.Term;
        // Not primary any more before the store is told: nobody else can be until then.
        Forget(term);
        if (await entries.TryReleaseAsync(revision, to, cancellationToken) && now.Grant is not null)
        {
            Log.Released(logger, self.Id, term, reason);
            if (new HandOverEvidence(term, timing, now.AnnouncedFor, now.Gateways).Running is > 0 and var running)
            {
                Log.ReleasedWhileRunning(logger, running, timing.HandOver);
            }

            events.Append(new EventRequest(EventTypes.PrimaryReleased, self.Id, reason, self.Id), term);
        }
    }

    private Task StepDown(LeaderGrant grant, string reason)
    {
        Forget(grant.Term);
        Log.Lost(logger, self.Id, grant.Term, reason);
        events.Append(new EventRequest(EventTypes.LeaseLost, self.Id, reason, self.Id), grant.Term);
        return Task.CompletedTask;
    }

    private void Forget(long term)
    {
        _abandonedTerm = term;
        _switchover = null;
        _announcedAt = null;
        _hinted = true;
        tracker.Hold(null);
        tracker.IsStopping = _shuttingDown;
    }

    private void BecomePrimary(LeaderGrant grant, LeaderState seen, string reason)
    {
        terms.Remember(grant.Term);
        tracker.Hold(grant);
        metrics.PrimaryChanged(seen.TermEntry is null ? "first" : seen.HandOver is null ? "failover" : "handover", Since(_vacantSince));
        _vacantSince = null;
        Log.Elected(logger, self.Id, grant.Term, reason);
        events.Append(new EventRequest(EventTypes.PrimaryElected, self.Id, reason, self.Id), grant.Term);
    }

    private TimeSpan Since(ClockReading? moment) => moment is { } m ? time.GetElapsedTime(m.Timestamp) : TimeSpan.Zero;

    private TimeSpan NextTick(ElectionStep step, LeaderState? state) => step.Action switch
    {
        _ when _announcedAt is not null => Impatience,
        ElectionAction.Release or ElectionAction.StepDown => Impatience,
        ElectionAction.Wait when state is { Lease: not null } => Shorter(timing.Renew, state.ExpiresIn + TimeSpan.FromMilliseconds(20)),
        ElectionAction.Wait when state is not null && Unfit() is null => Impatience,
        ElectionAction.Acquire when tracker.Grant is null => Impatience,
        _ => timing.Renew,
    };

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private BoundedToken Bound(CancellationToken cancellationToken) => new(timing.Attempt, time, cancellationToken);

    private static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is StoreUnavailableException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private void Say(ElectionStep step)
    {
        // Becoming and ceasing to be primary have lines of their own.
        if (step.Reason != _said && (step.Action == ElectionAction.Wait || _announcedAt is not null))
        {
            Log.Decided(logger, step.Action, step.Reason);
        }
        else
        {
            Log.DecidedAgain(logger, step.Action, step.Reason);
        }

        _said = step.Reason;
    }

    private static partial class Log
    {
        [LoggerMessage(1200, LogLevel.Information, "{Node} is primary in term {Term}: {Reason}", EventName = "PrimaryElected")]
        public static partial void Elected(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1201, LogLevel.Information, "{Node} released the lease of term {Term}: {Reason}", EventName = "PrimaryReleased")]
        public static partial void Released(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1202, LogLevel.Warning, "{Node} lost the lease of term {Term}: {Reason}", EventName = "LeaseLost")]
        public static partial void Lost(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1203, LogLevel.Information, "{Action}: {Reason}", EventName = "ElectionDecided")]
        public static partial void Decided(ILogger logger, ElectionAction action, string reason);

        [LoggerMessage(1550, LogLevel.Warning, "{Count} admin requests still ran when the lease was released; Leadership:HandOver is {HandOver}", EventName = "ReleasedWhileRunning")]
        public static partial void ReleasedWhileRunning(ILogger logger, long count, TimeSpan handOver);

        [LoggerMessage(1204, LogLevel.Debug, "{Action}: {Reason}", EventName = "ElectionTick")]
        public static partial void DecidedAgain(ILogger logger, ElectionAction action, string reason);
    }
}
