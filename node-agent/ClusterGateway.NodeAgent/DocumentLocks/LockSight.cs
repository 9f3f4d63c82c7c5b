namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>
/// What an agent knows of a file's lock while it answers a call: nothing; a guess, what it last saw; or what was so at an instant of this
/// very call.
/// </summary>
internal readonly record struct LockSight
{
    private LockSight(bool isVerified, HeldLock? held, TimeSpan waited) => (IsVerified, Held, Waited) = (isVerified, held, waited);

    public static LockSight Nothing => default;

    /// <summary>Answers may be given from it; from anything else, only a write may be tried.</summary>
    public bool IsVerified { get; }

    /// <summary>Null when the lock is free, or nothing is known.</summary>
    public HeldLock? Held { get; }

    /// <summary>How long the call had lasted, at least, when this was seen.</summary>
    public TimeSpan Waited { get; }

    public static LockSight Guess(HeldLock? held) => new(isVerified: false, held, waited: default);

    public static LockSight Seen(HeldLock? held, TimeSpan waited) => new(isVerified: true, held, waited);

    public bool IsHeldUnder(string lockId) => Held is { } held && string.Equals(held.LockId, lockId, StringComparison.Ordinal);

    /// <summary>
    /// Whether the lock ends when it would, had it been refreshed at an instant of this call: somebody else did that, and it need not be done
    /// again. So hundreds that refresh one lock at once do not have to write one after the other.
    /// </summary>
    public bool IsFresh(TimeSpan timeToLive) =>
        IsVerified && Held is { } held && held.ExpiresIn <= timeToLive && held.ExpiresIn >= timeToLive - Waited;
}
