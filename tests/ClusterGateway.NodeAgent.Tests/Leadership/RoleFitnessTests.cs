using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Leadership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class RoleFitnessTests
{
    private static readonly FitnessEvidence Primary = new()
    {
        IsRegistered = true,
        State = AdministrativeState.Active,
        Health = Health.Healthy,
        IsPrimary = true,
    };

    private static readonly FitnessEvidence Overtaken = Primary with
    {
        Failback = TimeSpan.FromSeconds(16),
        Better = "node1",
        BetterFor = TimeSpan.FromSeconds(16),
    };

    [Fact]
    public void WhyNot_HealthyAndActive_Null() => Assert.Null(RoleFitness.WhyNot(Primary));

    [Fact]
    public void WhyNot_Degraded_StaysPrimary() => Assert.Null(RoleFitness.WhyNot(Primary with { Health = Health.Degraded }));

    [Fact]
    public void WhyNot_BetterNodeForLongEnough_HandsBack() =>
        Assert.Equal("node1 has a higher failover priority and has been a candidate for 16s", RoleFitness.WhyNot(Overtaken));

    [Fact]
    public void WhyNot_BetterNodeJustCame_Stays() => Assert.Null(RoleFitness.WhyNot(Overtaken with { BetterFor = TimeSpan.FromSeconds(15) }));

    [Fact]
    public void WhyNot_FailbackByHand_Stays() => Assert.Null(RoleFitness.WhyNot(Overtaken with { Failback = null }));

    [Fact]
    public void WhyNot_BetterNodeThanACandidate_IsNoReasonNotToBecomePrimary() => Assert.Null(RoleFitness.WhyNot(Overtaken with { IsPrimary = false }));

    [Fact]
    public void WhyNot_BetterNodeWhilePaused_Stays() => Assert.Null(RoleFitness.WhyNot(Overtaken with { IsPaused = true }));

    [Theory]
    [InlineData(AdministrativeState.Active, Health.Unhealthy)]
    [InlineData(AdministrativeState.Draining, Health.Healthy)]
    public void WhyNot_PrimaryWhilePaused_KeepsWhatNobodyWouldTakeOver(AdministrativeState state, Health health)
    {
        var now = Primary with { State = state, Health = health };

        Assert.NotNull(RoleFitness.WhyNot(now));
        Assert.Null(RoleFitness.WhyNot(now with { IsPaused = true }));
        Assert.NotNull(RoleFitness.WhyNot(now with { IsPaused = true, IsPrimary = false }));
    }

    [Fact]
    public void WhyNot_WhilePaused_TheAdministratorsOrdersCount()
    {
        var paused = Primary with { IsPaused = true };

        Assert.Equal("the node is in maintenance", RoleFitness.WhyNot(paused with { State = AdministrativeState.Maintenance }));
        Assert.Equal("the node is tagged noFailover", RoleFitness.WhyNot(paused with { Tags = ["noFailover"] }));
        Assert.Equal("this agent stops", RoleFitness.WhyNot(paused with { IsShuttingDown = true }));
        Assert.Equal("an administrator asked for a switchover to node2", RoleFitness.WhyNot(paused with { Switchover = new SwitchoverRecord("node2", 7) }));
    }
}
