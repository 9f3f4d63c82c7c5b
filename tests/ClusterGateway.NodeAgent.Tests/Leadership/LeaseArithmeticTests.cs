using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class LeaseArithmeticTests
{
    private static readonly LeaseTiming Timing = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Elapsed_TimePasses_CountsFromBeforeTheRequest()
    {
        var sent = ClockReading.Take(_time);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), LeaseArithmetic.Elapsed(_time, sent));
    }

    [Fact]
    public void Elapsed_MachineSlept_CountsTheWallClock()
    {
        var sent = ClockReading.Take(_time);

        _time.JumpWallClock(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(1), LeaseArithmetic.Elapsed(_time, sent));
        Assert.False(LeaseArithmetic.IsUsable(Timing, LeaseArithmetic.Elapsed(_time, sent)));
    }

    [Fact]
    public void Elapsed_WallClockSetBack_CountsTheMonotonicClock()
    {
        var sent = ClockReading.Take(_time);

        _time.JumpWallClock(TimeSpan.FromHours(-1));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.False(LeaseArithmetic.IsUsable(Timing, LeaseArithmetic.Elapsed(_time, sent)));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(3, 5)]
    [InlineData(8, 0)]
    [InlineData(60, 0)]
    public void Remaining_SinceRenewal_NeverSubtractsTheMarginNorFallsBelowZero(int since, int remaining) =>
        Assert.Equal(TimeSpan.FromSeconds(remaining), LeaseArithmetic.Remaining(Timing.Lease, TimeSpan.FromSeconds(since)));
}
