using ClusterGateway.NodeAgent.Leadership.Failsafe;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class FailsafeDecisionTests
{
    private static readonly FailsafeEvidence Agreeing = new(IsEnabled: true, SameCluster: true, IsPrimary: false, Term: 7, HighestTerm: 7, StoreAnswers: false);

    [Fact]
    public void WhyNot_StoreAwayAndNoHigherTerm_Null() => Assert.Null(FailsafeDecision.WhyNot(Agreeing));

    [Fact]
    public void WhyNot_TermNotHeardOfYet_Null() => Assert.Null(FailsafeDecision.WhyNot(Agreeing with { HighestTerm = 5 }));

    [Fact]
    public void WhyNot_StoreAnswersHere_Refuses() => Assert.NotNull(FailsafeDecision.WhyNot(Agreeing with { StoreAnswers = true }));

    [Fact]
    public void WhyNot_HigherTermKnown_Refuses() => Assert.NotNull(FailsafeDecision.WhyNot(Agreeing with { HighestTerm = 8 }));

    [Fact]
    public void WhyNot_PrimaryItself_Refuses() => Assert.NotNull(FailsafeDecision.WhyNot(Agreeing with { IsPrimary = true }));

    [Fact]
    public void WhyNot_AnotherCluster_Refuses() => Assert.NotNull(FailsafeDecision.WhyNot(Agreeing with { SameCluster = false }));

    [Fact]
    public void WhyNot_TurnedOff_Refuses() => Assert.NotNull(FailsafeDecision.WhyNot(Agreeing with { IsEnabled = false }));
}
