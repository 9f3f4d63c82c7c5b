namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>
/// What this node promised to a primary without a store: not to compete with its term for one lease. Kept in memory: an agent that
/// starts waits one lease in any case. A node that competes promises nothing until it knows how that ended.
/// </summary>
internal sealed class FailsafePromise(LeaseTiming timing, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private long _term;
    private long? _givenAt;
    private bool _competing;
    private long _askedIn;

    /// <summary>How long this process has been here; before, it may have promised something.</summary>
    public TimeSpan SinceStart => time.GetElapsedTime(_started);

    /// <summary>Whether the primary of this term has asked this node, whatever was answered: so it knows of it, and asks again.</summary>
    public bool WasAskedIn(long term)
    {
        lock (_lock)
        {
            return _askedIn >= term;
        }
    }

    /// <summary>The primary of this term asked.</summary>
    public void NoteAsked(long term)
    {
        lock (_lock)
        {
            _askedIn = Math.Max(_askedIn, term);
        }
    }

    /// <summary>Promises not to compete with this term for one lease; false while this node competes itself.</summary>
    public bool TryGive(long term)
    {
        lock (_lock)
        {
            if (_competing)
            {
                return false;
            }

            (_term, _givenAt) = (term, time.GetTimestamp());
            return true;
        }
    }

    /// <summary>How much longer this node must not compete with the term; zero when it may.</summary>
    public TimeSpan RestOf(long term)
    {
        lock (_lock)
        {
            return Rest(term);
        }
    }

    /// <summary>Before the lease of the next term is taken; false when that was promised not to happen.</summary>
    public bool TryCompete(long term)
    {
        lock (_lock)
        {
            _competing = Rest(term) == TimeSpan.Zero;
            return _competing;
        }
    }

    /// <summary>It is known how the last try ended.</summary>
    public void Settle()
    {
        lock (_lock)
        {
            _competing = false;
        }
    }

    private TimeSpan Rest(long term)
    {
        if (_givenAt is not { } given || term > _term)
        {
            return TimeSpan.Zero;
        }

        var rest = timing.Lease - time.GetElapsedTime(given);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
