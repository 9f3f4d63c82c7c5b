using ClusterGateway.NodeAgent.Leadership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class SwitchoverDecisionTests
{
    private static readonly LeaderState Held =
        new(new LeaseRecord("node1", "i1", default), 1, TimeSpan.FromSeconds(5), TermEntry: null, HandOver: null, Switchover: null);

    private static readonly LeaderState Vacant = new(Lease: null, 0, TimeSpan.Zero, TermEntry: null, HandOver: null, Switchover: null);

    private static readonly PauseRecord Pause = new(default, "admin");

    private static readonly Candidate[] Candidates = [new("node1", Health.Healthy, 0), new("node2", Health.Healthy, 0)];

    [Theory]
    [InlineData(null)]
    [InlineData("node2")]
    public void WhyNot_AnotherCandidate_IsPossible(string? to) => Assert.Null(SwitchoverDecision.WhyNot(Held, Candidates, to));

    [Fact]
    public void WhyNot_ToThePrimary_IsRefused() => Assert.Equal("node1 is primary already", SwitchoverDecision.WhyNot(Held, Candidates, "node1"));

    [Fact]
    public void WhyNot_ToNoCandidate_IsRefused() => Assert.StartsWith("node9 can", SwitchoverDecision.WhyNot(Held, Candidates, "node9"));

    [Fact]
    public void WhyNot_NobodyElse_IsRefused() => Assert.StartsWith("no other node", SwitchoverDecision.WhyNot(Held, Candidates[..1], to: null));

    [Fact]
    public void WhyNot_Vacant_IsRefusedUnlessFailoverIsPausedAndANodeIsNamed()
    {
        Assert.StartsWith("nobody is primary", SwitchoverDecision.WhyNot(Vacant, Candidates, "node2"));
        Assert.Null(SwitchoverDecision.WhyNot(Vacant with { Pause = Pause }, Candidates, "node2"));
        Assert.StartsWith("automatic failover is paused", SwitchoverDecision.WhyNot(Vacant with { Pause = Pause }, Candidates, to: null));
    }

    [Fact]
    public void WhyNot_PausedWithoutAName_IsRefused()
    {
        Assert.StartsWith("automatic failover is paused", SwitchoverDecision.WhyNot(Held with { Pause = Pause }, Candidates, to: null));
        Assert.Null(SwitchoverDecision.WhyNot(Held with { Pause = Pause }, Candidates, "node2"));
    }
}
