namespace ClusterGateway.Testing.Time;

/// <summary>
/// A clock that only a test moves. Timers fire inside <see cref="Advance"/>, in the order in which they are due, each seeing the time at
/// which it was due; a timer that a callback arms within the same span fires too. One driver at a time.
/// </summary>
public sealed class FakeTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _armed = [];
    private TimeSpan _elapsed;
    private TimeSpan _wallClockJump;
    private long _order;

    public FakeTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers wait: what a test polls before it advances, so that it never advances past a wait that is not armed yet.</summary>
    public int ArmedTimers => Locked(() => _armed.Count);

    public override DateTimeOffset GetUtcNow() => Locked(() => start + _elapsed + _wallClockJump);

    public override long GetTimestamp() => Locked(() => _elapsed.Ticks);

    /// <summary>Moves the wall clock only, as a person or NTP does: timestamps and timers do not notice.</summary>
    public void JumpWallClock(TimeSpan by) => Locked(() => _wallClockJump += by);

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Locked(() => _elapsed + by);
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }

        Locked(() => _elapsed = target);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeDue(TimeSpan target) => Locked(() =>
    {
        var next = _armed.MinBy(t => (t.Due, t.Order));
        if (next is null || next.Due > target)
        {
            return null;
        }

        // Time never goes back: a timer armed with zero is due now.
        _elapsed = next.Due > _elapsed ? next.Due : _elapsed;
        if (next.Period > TimeSpan.Zero)
        {
            next.Due += next.Period;
            next.Order = _order++;
        }
        else
        {
            _armed.Remove(next);
        }

        return next;
    });

    private bool Rearm(FakeTimer timer, TimeSpan dueTime, TimeSpan period) => Locked(() =>
    {
        _armed.Remove(timer);
        timer.Period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            timer.Due = _elapsed + dueTime;
            timer.Order = _order++;
            _armed.Add(timer);
        }

        return true;
    });

    private T Locked<T>(Func<T> action)
    {
        lock (_lock)
        {
            return action();
        }
    }

    private sealed class FakeTimer(FakeTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => !_disposed && time.Rearm(this, dueTime, period);

        public void Dispose()
        {
            _disposed = true;
            time.Rearm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
