using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>
/// Carries out what <see cref="LockDecision"/> decides: assumes a state, tries the write, and when the assumption was wrong goes on from
/// what the store said in the same step. An uncontended operation costs one commit, and so does a refusal to lock.
/// </summary>
internal sealed partial class LockTable(
    IClusterStore store, StoreClock clock, LockMetrics metrics, TimeProvider time, ILogger<LockTable> logger) : IDocumentLocks
{
    /// <summary>Lost in one call; it takes a lock that others change without end to lose as many.</summary>
    private const int MostRaces = 16;

    private readonly RecentLocks _recent = new();

    public async Task<LockAnswer> CarryOutAsync(string resource, LockCommand command, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await SettleAsync(resource, command, cancellationToken);
            metrics.Count(command, answer.Outcome);
            return answer;
        }
        catch
        {
            // Perhaps something was written: what was seen before says nothing any more.
            _recent.Forget(resource);
            metrics.CountUnknown(command);
            throw;
        }
    }

    public async Task<HeldLock?> FindAsync(string resource, CancellationToken cancellationToken)
    {
        var entry = await store.GetAsync(LockEntries.KeyOf(resource), cancellationToken);
        var held = Note(resource, entry is null ? null : LockEntries.HeldBy(entry));
        metrics.CountRead(held is not null);
        return held;
    }

    private async Task<LockAnswer> SettleAsync(string resource, LockCommand command, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var sight = LockSight.Guess(_recent.Find(resource));
        var races = 0;
        while (true)
        {
            var step = LockDecision.Decide(sight, command);
            if (step is LockStep.Answer decided)
            {
                return decided.Value;
            }

            // Before the store is asked: what it then tells was so at least as late in this call.
            var waited = time.GetElapsedTime(started);
            var (answer, found) = await TryAsync(step, resource, cancellationToken);
            if (answer is not null)
            {
                return answer;
            }

            // A wrong guess is no race: that is lost only where something happened after it was seen. What was seen before a pause is old.
            var paused = sight.IsVerified && await PauseAsync(++races, cancellationToken);
            sight = paused ? LockSight.Nothing : LockSight.Seen(found, waited);
        }
    }

    /// <summary>The answer, when it was carried out; otherwise the lock that was found.</summary>
    private async Task<(LockAnswer? Answer, HeldLock? Found)> TryAsync(LockStep step, string resource, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case LockStep.Put put:
                var wanted = new HeldLock(resource, put.LockId, put.Owner, put.AcquiredAt ?? clock.Now, Revision: 0, put.TimeToLive);
                return await CommitAsync(LockEntries.Put(wanted, put.Condition), put.Done, wanted, resource, cancellationToken);
            case LockStep.Delete delete:
                return await CommitAsync(LockEntries.Delete(resource, delete.Condition), delete.Done, wanted: null, resource, cancellationToken);
            default:
                var entry = await store.GetAsync(LockEntries.KeyOf(resource), cancellationToken);
                return (null, Note(resource, entry is null ? null : LockEntries.HeldBy(entry)));
        }
    }

    private async Task<(LockAnswer? Answer, HeldLock? Found)> CommitAsync(
        StoreCommit commit, LockOutcome done, HeldLock? wanted, string resource, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(commit, cancellationToken);
        if (!result.Committed)
        {
            return (null, Note(resource, result.Conflicts[0].Current is { } current ? LockEntries.HeldBy(current) : null));
        }

        if (done == LockOutcome.Broken)
        {
            Log.Broken(logger);
        }

        return (new LockAnswer(done, Note(resource, wanted is null ? null : wanted with { Revision = result.Revision })), null);
    }

    private HeldLock? Note(string resource, HeldLock? held)
    {
        if (held is null)
        {
            _recent.Forget(resource);
        }
        else
        {
            _recent.Remember(held);
        }

        return held;
    }

    /// <summary>Not after the first race lost, and longer after each further one; whether it paused.</summary>
    private async Task<bool> PauseAsync(int races, CancellationToken cancellationToken)
    {
        if (races == MostRaces)
        {
            Log.GivenUp(logger, races);
            throw new StoreUnavailableException($"other writers were faster {races} times");
        }

        await Contention.PauseUnlessFirstAsync(races, time, cancellationToken);
        return races > 1;
    }

    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Warning, "an operation on a lock lost {Races} races for it and was given up", EventName = "LockGivenUp")]
        public static partial void GivenUp(ILogger logger, int races);

        [LoggerMessage(2001, LogLevel.Information, "an administrator broke a lock", EventName = "LockBroken")]
        public static partial void Broken(ILogger logger);
    }
}
