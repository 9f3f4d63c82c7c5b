using ClusterGateway.Testing.Time;

namespace ClusterGateway.Storage.Tests.Time;

public sealed class FakeTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Advance_SeveralTimers_FiresThemInOrderEachAtItsTime()
    {
        var start = _time.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        using var late = _time.CreateTimer(_ => fired.Add(("late", _time.GetUtcNow() - start)), null, 3 * Second, Timeout.InfiniteTimeSpan);
        using var periodic = _time.CreateTimer(_ => fired.Add(("periodic", _time.GetUtcNow() - start)), null, Second, 2 * Second);
        using var never = _time.CreateTimer(_ => fired.Add(("never", default)), null, Timeout.InfiniteTimeSpan, Second);

        _time.Advance(4 * Second);

        Assert.Equal([("periodic", Second), ("late", 3 * Second), ("periodic", 3 * Second)], fired);
        Assert.Equal(1, _time.ArmedTimers);
    }

    [Fact]
    public void Advance_TimerArmedByACallback_FiresWithinTheSameSpan()
    {
        var count = 0;
        ITimer? timer = null;
        timer = _time.CreateTimer(_ => timer!.Change(++count < 3 ? Second : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan), null, Second, Timeout.InfiniteTimeSpan);

        _time.Advance(10 * Second);

        Assert.Equal(3, count);
        Assert.Equal(0, _time.ArmedTimers);
        timer.Dispose();
        Assert.False(timer.Change(Second, Second));
    }

    [Fact]
    public async Task Advance_DelaysAndDeadlines_CompleteOnlyThen()
    {
        var delay = Task.Delay(5 * Second, _time);
        using var deadline = new CancellationTokenSource(5 * Second, _time);

        _time.Advance(5 * Second - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted || deadline.IsCancellationRequested);
        _time.Advance(TimeSpan.FromTicks(1));

        await delay;
        Assert.True(deadline.IsCancellationRequested);
    }

    [Fact]
    public void JumpWallClock_Backward_LeavesTimestampsAlone()
    {
        var start = _time.GetTimestamp();
        var wall = _time.GetUtcNow();

        _time.JumpWallClock(-10 * Second);
        _time.Advance(Second);

        Assert.Equal(Second, _time.GetElapsedTime(start));
        Assert.Equal(-9 * Second, _time.GetUtcNow() - wall);
    }
}
