using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.AgentCheck;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.AgentCheck;

public sealed class AgentCheckAnswerTests
{
    [Theory]
    [InlineData(AdministrativeState.Active, Health.Healthy, "ready up 100%")]
    [InlineData(AdministrativeState.Active, Health.Degraded, "ready up 100%")]
    [InlineData(AdministrativeState.Active, Health.Unhealthy, "ready down 100% #failing checks: app disk")]
    [InlineData(AdministrativeState.Active, Health.Starting, "ready 100%")]
    [InlineData(AdministrativeState.Draining, Health.Healthy, "drain up 100%")]
    [InlineData(AdministrativeState.Draining, Health.Unhealthy, "drain down 100% #failing checks: app disk")]
    [InlineData(AdministrativeState.Draining, Health.Starting, "drain 100%")]
    [InlineData(AdministrativeState.Maintenance, Health.Healthy, "maint")]
    [InlineData(AdministrativeState.Maintenance, Health.Unhealthy, "maint")]
    public void ForUsers_State_IsSaidInHaProxysWords(AdministrativeState state, Health health, string line) =>
        Assert.Equal(line, AgentCheckAnswer.ForUsers(new() { State = state, Health = health, Weight = 100, FailingChecks = ["app", "disk"] }));

    [Theory]
    [InlineData(Health.Healthy, 250, true, "ready up 250%")]
    [InlineData(Health.Healthy, 0, true, "ready up 0%")]
    [InlineData(Health.Degraded, 250, false, "ready up 250%")]
    [InlineData(Health.Degraded, 250, true, "ready up 3%")]
    [InlineData(Health.Degraded, 1, true, "ready up 1%")]
    [InlineData(Health.Degraded, 0, true, "ready up 0%")]
    public void ForUsers_Degraded_StandsBackWhileAnotherIsHealthy(Health health, int weight, bool anotherIsHealthy, string line) =>
        Assert.Equal(line, AgentCheckAnswer.ForUsers(new() { Health = health, Weight = weight, AnotherIsHealthy = anotherIsHealthy }));

    [Fact]
    public void ForUsers_NamesOfChecks_StayOneShortLineOfAscii()
    {
        var line = AgentCheckAnswer.ForUsers(new() { Health = Health.Unhealthy, Weight = 1, FailingChecks = ["Prüfung\r\nup", new string('x', 1000)] });

        Assert.StartsWith("ready down 1% #failing checks: Pr?fung??up x", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 100, 250);
    }

    [Theory]
    [InlineData(true, false, "ready up 100%")]
    [InlineData(true, true, "drain up 100%")]
    [InlineData(false, false, "maint")]
    [InlineData(false, true, "maint")]
    public void ForAdministration_Role_OnlyThePrimaryIsUp(bool primary, bool stopping, string line) =>
        Assert.Equal(line, AgentCheckAnswer.ForAdministration(new() { IsPrimary = primary, IsStopping = stopping }));
}
