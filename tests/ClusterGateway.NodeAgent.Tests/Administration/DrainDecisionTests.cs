using ClusterGateway.NodeAgent.Administration;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class DrainDecisionTests
{
    private static readonly DrainEvidence Empty = new(
        TimeSpan.FromMinutes(10), References: 0, Bound: 0, InFlight: 0, TimeSpan.FromSeconds(1), HeardSince: true, HadReferences: true);

    [Theory]
    [InlineData(4L, true, 9L, 2L, 4L)]
    [InlineData(4L, false, 9L, 2L, 4L)]
    [InlineData(0L, true, 9L, 2L, 0L)]
    [InlineData(0L, true, null, 0L, 0L)]
    [InlineData(0L, false, 9L, 2L, 9L)]
    [InlineData(0L, false, 0L, 2L, 2L)]
    [InlineData(0L, false, 0L, 0L, 0L)]
    [InlineData(0L, false, null, 0L, null)]
    public void Sessions_ReferencesBoundInFlight_AsTheTableSays(long references, bool had, long? bound, long inFlight, long? expected) => Assert.Equal(
        expected, DrainDecision.Sessions(new DrainEvidence(TimeSpan.FromMinutes(1), references, bound, inFlight, HadReferences: had)));

    [Fact]
    public void Finished_ReferencesGoneAndEveryGatewayHeard_IsAtOnce() => Assert.Equal("no session is left", DrainDecision.Finished(Empty));

    [Fact]
    public void Finished_ReferencesLeft_GoesOn() =>
        Assert.Null(DrainDecision.Finished(Empty with { References = 1, EmptySince = null }));

    [Fact]
    public void Finished_AGatewayWasNotHeardSince_WaitsUntilItMustHaveNoticed() => AssertSettles(Empty with { HeardSince = false });

    [Fact]
    public void Finished_NoGateway_ReferencesSuffice() => AssertSettles(Empty with { HeardSince = false, Bound = null });

    [Fact]
    public void Finished_RequestsRun_HoldItNoLongerThanTheSettling() => AssertSettles(Empty with { InFlight = 3 });

    [Fact]
    public void Finished_StillThePrimary_WaitsForTheHandOver() => AssertSettles(Empty with { IsPrimary = true });

    [Fact]
    public void Finished_Bindings_ZeroMustSettle() => AssertSettles(Empty with { HadReferences = false });

    [Fact]
    public void Finished_BindingsAndNoGateway_WaitsForTheDeadline() =>
        Assert.Null(DrainDecision.Finished(Empty with { HadReferences = false, Bound = null, EmptySince = TimeSpan.FromHours(1) }));

    [Fact]
    public void Finished_FirstLook_GoesOn() => Assert.Null(DrainDecision.Finished(Empty with { EmptySince = null, HeardSince = false }));

    [Theory]
    [InlineData(3L, "the deadline has passed; sessions left: 3")]
    [InlineData(0L, "the deadline has passed")]
    public void Finished_DeadlinePassed_IsSaidWithWhomItCost(long left, string reason) => Assert.Equal(
        reason, DrainDecision.Finished(Empty with { Remaining = null, References = left, EmptySince = null }));

    private static void AssertSettles(DrainEvidence evidence)
    {
        Assert.Null(DrainDecision.Finished(evidence with { EmptySince = DrainDecision.Settling - TimeSpan.FromSeconds(1) }));
        Assert.NotNull(DrainDecision.Finished(evidence with { EmptySince = DrainDecision.Settling }));
    }
}
