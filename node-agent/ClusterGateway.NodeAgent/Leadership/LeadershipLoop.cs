using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Leadership.Failsafe;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// One tick: look, decide (<see cref="LeaderElection"/>), carry out, say why. A single caller; what others read is in
/// <see cref="LeadershipTracker"/>.
/// </summary>
internal sealed partial class LeadershipLoop(
    LeaderLook look, LeaderEntries entries, LeaseRelease release, ElectionObserver observer, LeadershipTracker tracker, TermMemory terms,
    NodeIdentity self, LeaseTiming timing, FailsafePrimary failsafe, FailsafePromise promise, FailsafeList list, GatewayStore gateways,
    IEventLog events, AgentMetrics metrics, TimeProvider time, ILogger<LeadershipLoop> logger)
{
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(100);

    private long _tickBegan;
    private string? _said;

    /// <summary>The entries of the leader changed: the next tick reads them.</summary>
    public void Hint() => look.Hint();

    /// <summary>A primary has something to tell the store before its next renewal is due. Any thread.</summary>
    public bool IsBehind => tracker.Grant is not null && list.IsBehind;

    /// <summary>This agent stops: hand over, and do not compete again.</summary>
    public void ShutDown() => observer.ShutDown();

    /// <summary>Nothing is left to hand over.</summary>
    public bool IsDone => observer.IsShuttingDown && tracker.Grant is null && !release.IsOpen;

    /// <summary>Which tick runs now, by the timestamp at its beginning; 0 between ticks. Any thread.</summary>
    public long RunningTick => Interlocked.Read(ref _tickBegan);

    /// <returns>When to tick again at the latest.</returns>
    public async Task<TimeSpan> TickAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        Interlocked.Exchange(ref _tickBegan, began);
        try
        {
            return await TickAsync(began, cancellationToken);
        }
        finally
        {
            Interlocked.Exchange(ref _tickBegan, 0);
        }
    }

    private async Task<TimeSpan> TickAsync(long began, CancellationToken cancellationToken)
    {
        var state = await LookAsync(cancellationToken);
        var snapshot = await WithGatewaysAsync(observer.Take(state), cancellationToken);
        var step = LeaderElection.Decide(snapshot);
        try
        {
            using var bound = Bound(cancellationToken);
            await CarryOutAsync(step, snapshot, bound.Token);
        }
        catch (Exception exception) when (LeaderLook.IsNoAnswer(exception, cancellationToken))
        {
            // Unknown: nothing is extended, and the entries are read before anything else is sent.
            tracker.Hold(tracker.Grant is { } grant ? grant with { Confirmed = false } : null);
            step = step with { Reason = $"{step.Reason}; the store gave no answer" };
        }

        failsafe.Tell();
        Say(step);
        var next = NextTick(step, snapshot) - time.GetElapsedTime(began);
        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    /// <summary>
    /// What the store says, and what the members do: whoever is first counts at once, for a silent one takes as long as it may. Nobody needs
    /// the members' word on a lease that the store says is held.
    /// </summary>
    private async Task<LeaderState?> LookAsync(CancellationToken cancellationToken)
    {
        using var needed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var acknowledging = failsafe.AskAsync(needed.Token);
        var asked = ClockReading.Take(time);
        var reading = look.ReadAsync(cancellationToken);
        if (await Task.WhenAny(acknowledging, reading) == acknowledging)
        {
            Trust(await acknowledging);
        }

        var state = await reading;
        if (state is not null)
        {
            tracker.Observe(state, asked);
            terms.Remember(state.Term);
            observer.Note(state, asked);
            release.Note(state);
        }

        if (state?.IsHeldBy(self.Id, self.Instance) is true)
        {
            await needed.CancelAsync();
        }

        Trust(await acknowledging);
        return state;
    }

    private void Trust(ClockReading? acknowledged)
    {
        if (acknowledged is not null && tracker.Grant is { Confirmed: false } unrenewed)
        {
            tracker.Hold(unrenewed with { AcknowledgedAt = acknowledged });
        }
    }

    /// <summary>The gateways' reports while they decide something: during a hand-over, and only while the store answers.</summary>
    private async Task<ElectionSnapshot> WithGatewaysAsync(ElectionSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!observer.IsHandingOver || snapshot.Grant is { Confirmed: false })
        {
            return snapshot;
        }

        try
        {
            using var bound = Bound(cancellationToken);
            return snapshot with { Gateways = await gateways.ReadAsync(bound.Token) };
        }
        catch (Exception exception) when (exception is InvalidDataException || LeaderLook.IsNoAnswer(exception, cancellationToken))
        {
            return snapshot;
        }
    }

    private Task CarryOutAsync(ElectionStep step, ElectionSnapshot now, CancellationToken cancellationToken) => step.Action switch
    {
        ElectionAction.Acquire => AcquireAsync(now.Store!, now.RememberedTerm, step.Reason, cancellationToken),
        ElectionAction.Renew => RenewAsync(now, cancellationToken),
        ElectionAction.Restore => RestoreAsync(now.Grant!, cancellationToken),
        ElectionAction.Release => ReleaseAsync(now, step.Reason, cancellationToken),
        ElectionAction.StepDown => StepDown(now.Grant!, step.Reason),
        _ => Task.CompletedTask,
    };

    private async Task AcquireAsync(LeaderState seen, long floor, string reason, CancellationToken cancellationToken)
    {
        if (!promise.TryCompete(seen.Term))
        {
            return;
        }

        // Without an answer it stays open until the entries are read.
        var asked = list.Begin();
        var grant = await entries.TryAcquireAsync(seen, floor, asked, cancellationToken);
        if (grant is not null)
        {
            list.Written(asked);
            BecomePrimary(grant, seen, reason);
        }

        promise.Settle();
    }

    private async Task RenewAsync(ElectionSnapshot now, CancellationToken cancellationToken)
    {
        var adopted = now.Grant is null;
        var held = now.Grant ?? new LeaderGrant(now.Store!.Term, now.Store.LeaseRevision, now.Store.Lease!.AcquiredAt, default);
        var asked = list.TakeChange();
        if (await entries.TryRenewAsync(held, asked, cancellationToken) is not { } renewed)
        {
            look.Hint();
            await (adopted ? Task.CompletedTask : StepDown(held, $"the lease of term {held.Term} was not there to renew"));
            return;
        }

        list.Written(asked);
        if (adopted)
        {
            BecomePrimary(renewed, now.Store!, "the acquisition's answer was late");
        }
        else
        {
            tracker.Hold(renewed);
        }
    }

    /// <summary>Nothing changes for anybody. When somebody else was faster, the entries tell who, in the next tick.</summary>
    private async Task RestoreAsync(LeaderGrant grant, CancellationToken cancellationToken)
    {
        var asked = list.TakeChange();
        if (await entries.TryRestoreAsync(grant, asked, cancellationToken) is { } restored)
        {
            list.Written(asked);
            tracker.Hold(restored);
        }
        else
        {
            look.Hint();
        }
    }

    private Task ReleaseAsync(ElectionSnapshot now, string reason, CancellationToken cancellationToken)
    {
        var to = observer.Successor;
        // Not primary any more before the store is told: nobody else can be until then.
        Forget(now.Grant?.Term ?? now.Store!.Term);
        return release.TryAsync(now, to, reason, cancellationToken);
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
        observer.Forget(term);
        look.Hint();
    }

    private void BecomePrimary(LeaderGrant grant, LeaderState seen, string reason)
    {
        terms.Remember(grant.Term);
        tracker.Hold(grant);
        metrics.PrimaryChanged(seen.TermEntry is null ? "first" : seen.HandOver is null ? "failover" : "handover", observer.VacantFor);
        observer.Became();
        Log.Elected(logger, self.Id, grant.Term, reason);
        events.Append(new EventRequest(EventTypes.PrimaryElected, self.Id, reason, self.Id), grant.Term);
    }

    private TimeSpan NextTick(ElectionStep step, ElectionSnapshot now) => step.Action switch
    {
        _ when observer.IsHandingOver || release.IsOpen => Impatience,
        ElectionAction.Release or ElectionAction.StepDown => Impatience,
        ElectionAction.Wait when now.Store is { Lease: not null } held => Shorter(timing.Renew, held.ExpiresIn + TimeSpan.FromMilliseconds(20)),
        ElectionAction.Wait when now is { Store.Pause: null, Unfit: null } => Impatience,
        ElectionAction.Acquire when tracker.Grant is null => Impatience,
        ElectionAction.Restore when tracker.Grant is { Confirmed: false } => Impatience,
        _ => timing.Renew,
    };

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private BoundedToken Bound(CancellationToken cancellationToken) => new(timing.Attempt, time, cancellationToken);

    private void Say(ElectionStep step)
    {
        // Becoming and ceasing to be primary have lines of their own.
        if (step.Reason != _said && (step.Action == ElectionAction.Wait || observer.IsHandingOver))
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

        [LoggerMessage(1202, LogLevel.Warning, "{Node} lost the lease of term {Term}: {Reason}", EventName = "LeaseLost")]
        public static partial void Lost(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1203, LogLevel.Information, "{Action}: {Reason}", EventName = "ElectionDecided")]
        public static partial void Decided(ILogger logger, ElectionAction action, string reason);

        [LoggerMessage(1204, LogLevel.Debug, "{Action}: {Reason}", EventName = "ElectionTick")]
        public static partial void DecidedAgain(ILogger logger, ElectionAction action, string reason);
    }
}
