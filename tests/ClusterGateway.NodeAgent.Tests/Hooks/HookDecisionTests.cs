using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Hooks;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Hooks;

public sealed class HookDecisionTests
{
    private static readonly NodeSight Secondary = new(null, 7, "node2", AdministrativeState.Active, Health.Healthy, "all checks pass");
    private static readonly NodeSight Primary = Secondary with { HeldTerm = 7, Leader = "node1" };

    [Fact]
    public void Due_NoChange_Nothing() => Assert.Empty(HookDecision.Due(Primary, Primary with { HealthReason = "another sentence" }));

    [Fact]
    public void Due_RoleComesAndGoes_BecameAndLostWithTheirTerm()
    {
        Assert.Equal((HookKind.OnBecamePrimary, 7L, NodeRole.Primary), Only(Secondary, Primary));
        Assert.Equal((HookKind.OnLostPrimary, 7L, NodeRole.Secondary), Only(Primary, Secondary with { KnownTerm = 8 }));
    }

    [Fact]
    public void Due_AnotherTermAtOnce_LostBeforeBecame() => Assert.Equal(
        [(HookKind.OnLostPrimary, 7L), (HookKind.OnBecamePrimary, 9L)],
        HookDecision.Due(Primary, Primary with { HeldTerm = 9, KnownTerm = 9 }).Select(c => (c.Hook, c.Term)));

    [Theory]
    [InlineData(Health.Healthy, Health.Unhealthy, true)]
    [InlineData(Health.Degraded, Health.Unhealthy, true)]
    [InlineData(Health.Starting, Health.Unhealthy, false)]
    [InlineData(Health.Unhealthy, Health.Unhealthy, false)]
    [InlineData(Health.Healthy, Health.Degraded, false)]
    public void Due_Unhealthy_FaultOnlyWhenItWorkedBefore(Health before, Health now, bool due) => Assert.Equal(
        due, HookDecision.Due(Secondary with { Health = before }, Secondary with { Health = now }).Any(c => c.Hook == HookKind.OnFault));

    [Theory]
    [InlineData(AdministrativeState.Active, AdministrativeState.Draining, true)]
    [InlineData(AdministrativeState.Draining, AdministrativeState.Maintenance, false)]
    [InlineData(AdministrativeState.Active, AdministrativeState.Maintenance, false)]
    [InlineData(AdministrativeState.Draining, AdministrativeState.Active, false)]
    public void Due_State_DrainOnlyWhenItBegins(AdministrativeState before, AdministrativeState now, bool due) => Assert.Equal(
        due, HookDecision.Due(Secondary with { State = before }, Secondary with { State = now }).Any(c => c.Hook == HookKind.OnDrain));

    [Fact]
    public void Due_FaultEndsTheRoleInTheSameLook_FaultFirst() => Assert.Equal(
        [HookKind.OnFault, HookKind.OnLostPrimary],
        HookDecision.Due(Primary, Secondary with { Health = Health.Unhealthy }).Select(c => c.Hook));

    [Fact]
    public void Due_OtherSettingsApplied_ToldWithTheirRevision()
    {
        var call = Assert.Single(HookDecision.Due(Secondary with { SettingsRevision = 4 }, Secondary with { SettingsRevision = 6 }));

        Assert.Equal((HookKind.OnSettingsChanged, 6L), (call.Hook, call.SettingsRevision));
        Assert.Equal("6", call.Environment("c", "n")["CLUSTERGATEWAY_SETTINGS_REVISION"]);
    }

    private static (HookKind, long, NodeRole) Only(NodeSight before, NodeSight now)
    {
        var call = Assert.Single(HookDecision.Due(before, now));
        return (call.Hook, call.Term, call.Role);
    }
}
