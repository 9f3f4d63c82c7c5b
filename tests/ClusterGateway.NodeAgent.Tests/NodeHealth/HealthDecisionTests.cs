using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.NodeHealth;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

public sealed class HealthDecisionTests
{
    [Fact]
    public void Decide_ApplicationNotRunYet_IsStarting()
    {
        var (health, reason) = HealthDecision.Decide([Check("application", CheckImpact.Unhealthy, null), Check("store", CheckImpact.Degraded, true)]);

        Assert.Equal(Health.Starting, health);
        Assert.Equal("check 'application' has not passed yet", reason);
    }

    [Fact]
    public void Decide_StoreNotRunYet_DoesNotHoldUpTheStart()
    {
        var (health, _) = HealthDecision.Decide([Check("application", CheckImpact.Unhealthy, true), Check("store", CheckImpact.Degraded, null)]);

        Assert.Equal(Health.Healthy, health);
    }

    [Fact]
    public void Decide_OneUnhealthyAnotherNotRunYet_IsUnhealthyAtOnce()
    {
        var (health, _) = HealthDecision.Decide([Check("a", CheckImpact.Unhealthy, null), Check("b", CheckImpact.Unhealthy, false)]);

        Assert.Equal(Health.Unhealthy, health);
    }

    [Theory]
    [InlineData(true, true, true, Health.Healthy)]
    [InlineData(true, true, false, Health.Healthy)]
    [InlineData(true, false, true, Health.Degraded)]
    [InlineData(true, false, false, Health.Degraded)]
    [InlineData(false, true, true, Health.Unhealthy)]
    [InlineData(false, false, false, Health.Unhealthy)]
    public void Decide_AllHaveRun_WorstImpactWins(bool application, bool store, bool clock, Health expected)
    {
        var (health, _) = HealthDecision.Decide(
        [
            Check("clock", CheckImpact.Warning, clock),
            Check("store", CheckImpact.Degraded, store),
            Check("application", CheckImpact.Unhealthy, application),
        ]);

        Assert.Equal(expected, health);
    }

    [Fact]
    public void Decide_SeveralFail_ReasonNamesTheWorstAndItsOutput()
    {
        var (_, reason) = HealthDecision.Decide([Check("store", CheckImpact.Degraded, false), Check("application", CheckImpact.Unhealthy, false)]);

        Assert.Equal("check 'application' fails: output of application (and 1 more)", reason);
    }

    [Fact]
    public void Decide_NoChecks_IsHealthy() => Assert.Equal(Health.Healthy, HealthDecision.Decide([]).Health);

    private static CheckStatus Check(string name, CheckImpact impact, bool? passing) => new(name, impact)
    {
        State = new CheckState(passing, 0),
        Last = passing switch
        {
            true => CheckResult.Pass($"output of {name}"),
            false => CheckResult.Fail($"output of {name}"),
            null => null,
        },
    };
}
