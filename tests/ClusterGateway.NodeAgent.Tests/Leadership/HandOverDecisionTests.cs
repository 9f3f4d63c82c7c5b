using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Leadership;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class HandOverDecisionTests
{
    private const long Term = 7;

    private static readonly LeaseTiming Timing = new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

    [Fact]
    public void WhyNotYet_EveryGatewayKnowsAndNothingRuns_ReleasesAtOnce() => Assert.Null(After(0.4, Gateway(0.1), Gateway(0.2)));

    [Fact]
    public void WhyNotYet_OneHasNotToldThatItKnows_Waits() => Assert.NotNull(After(4.9, Gateway(0.1), Gateway(0.1, term: null)));

    [Fact]
    public void WhyNotYet_ToldOfAnEarlierHandOver_Waits()
    {
        Assert.NotNull(After(4.9, Gateway(0.1, term: Term - 1)));

        // Of this term too, but before this announcement.
        Assert.NotNull(After(0.4, Gateway(0.5)));
    }

    [Theory]
    [InlineData(0.4, false)]
    [InlineData(4.9, false)]
    [InlineData(5.0, true)]
    public void WhyNotYet_AdminRequestsRun_WaitsForThemAtMostTheLimit(double announced, bool released) =>
        Assert.Equal(released, After(announced, Gateway(0.1), Gateway(0.1, running: 2)) is null);

    [Theory]
    [InlineData(1.9, false)]
    [InlineData(2.0, true)]
    public void WhyNotYet_NobodyToWaitFor_ReleasesAfterTwoRenewIntervals(double announced, bool released)
    {
        Assert.Equal(released, After(announced) is null);
        Assert.Equal(released, HandOverDecision.WhyNotYet(new(Term, Timing, TimeSpan.FromSeconds(announced), Gateways: null)) is null);
        Assert.Equal(released, After(announced, Gateway(0.1), Gateway(0.1, term: null, running: null)) is null);
        Assert.Equal(released, After(announced, Gateway(4.0, running: 3)) is null);
        Assert.Equal(released, After(announced, Gateway(10.0, term: null)) is null);
    }

    [Fact]
    public void HandOver_BelowTheAnnouncement_IsTheAnnouncement() =>
        Assert.Equal(TimeSpan.FromSeconds(2), (Timing with { HandOver = TimeSpan.Zero }).HandOver);

    private static string? After(double announced, params GatewayReading[] gateways) =>
        HandOverDecision.WhyNotYet(new(Term, Timing, TimeSpan.FromSeconds(announced), gateways));

    private static GatewayReading Gateway(double age, long? term = Term, long? running = 0) => new(
        $"g{age}", TimeSpan.FromSeconds(age), new Dictionary<string, long>(), new Dictionary<string, long>(), [], running, term);
}
