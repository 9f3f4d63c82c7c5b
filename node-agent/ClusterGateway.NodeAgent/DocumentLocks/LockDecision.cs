using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>
/// WOPI's table of lock operations
/// (https://learn.microsoft.com/microsoft-365/cloud-storage-partner-program/rest/concepts#lock), as a function of what is known. Each
/// write names the state that it was decided on as its condition, so that none can be done on another.
/// </summary>
internal static class LockDecision
{
    public static LockStep Decide(LockSight sight, LockCommand command) => command switch
    {
        LockCommand.Take take => Take(sight, take),
        LockCommand.Refresh refresh => Under(refresh.LockId, sight, held => Refresh(sight, held, held.Owner, refresh.TimeToLive)),
        LockCommand.Swap swap => Under(swap.OldLockId, sight, held =>
            Put(held, swap.LockId, held.Owner, swap.TimeToLive, LockOutcome.Swapped)),
        LockCommand.Release release => Under(release.LockId, sight, held =>
            new LockStep.Delete(StoreCondition.AtRevision(held.Revision), LockOutcome.Released)),
        LockCommand.Break => sight is { IsVerified: true, Held: null }
            ? new LockStep.Answer(new LockAnswer(LockOutcome.Unlocked, Held: null))
            : new LockStep.Delete(StoreCondition.Present, LockOutcome.Broken),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "not a command"),
    };

    /// <summary>A lock is taken to be free as long as nobody has seen the opposite: then it costs one commit, and so does a refusal.</summary>
    private static LockStep Take(LockSight sight, LockCommand.Take take)
    {
        if (sight.IsHeldUnder(take.LockId))
        {
            return Refresh(sight, sight.Held!, sight.Held!.Owner ?? take.Owner, take.TimeToLive);
        }

        return sight is { IsVerified: true, Held: not null }
            ? Conflict(sight)
            : new LockStep.Put(StoreCondition.Absent, take.LockId, take.Owner, AcquiredAt: null, take.TimeToLive, LockOutcome.Taken);
    }

    /// <summary>A step that only who holds the lock may do.</summary>
    private static LockStep Under(string lockId, LockSight sight, Func<HeldLock, LockStep> step)
    {
        if (sight.IsHeldUnder(lockId))
        {
            return step(sight.Held!);
        }

        return sight.IsVerified ? Conflict(sight) : new LockStep.Read();
    }

    private static LockStep Refresh(LockSight sight, HeldLock held, string? owner, TimeSpan timeToLive) => sight.IsFresh(timeToLive)
        ? new LockStep.Answer(new LockAnswer(LockOutcome.Refreshed, held))
        : Put(held, held.LockId, owner, timeToLive, LockOutcome.Refreshed);

    private static LockStep.Put Put(HeldLock held, string lockId, string? owner, TimeSpan timeToLive, LockOutcome done) =>
        new(StoreCondition.AtRevision(held.Revision), lockId, owner, held.AcquiredAt, timeToLive, done);

    private static LockStep.Answer Conflict(LockSight sight) => new(new LockAnswer(LockOutcome.Conflict, sight.Held));
}
