using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Alerts.Evaluation;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed class AlertConditionsTests
{
    private static readonly AlertRules Rules = AlertRules.Of(new AlertOptions(), new LeadershipOptions().Timing, new MembershipOptions());

    private static readonly LeaderView Leader = new("node2", 9, DateTimeOffset.UnixEpoch, 5);

    [Fact]
    public void HealthyCluster_HasNone() => Assert.Empty(Of(Snapshot(Sight("node1"), Sight("node2"))));

    [Fact]
    public void SilentMember_IsDownAfterItsTimeLessWhatMakesItSuspect()
    {
        var down = Assert.Single(Of(Snapshot(Sight("node1", Liveness.Suspect), Sight("node2"))));

        Assert.Equal((AlertCodes.NodeDown, "node1", AlertSeverity.Critical), (down.Key.Code, down.Key.Node, down.Severity));
        Assert.Equal(TimeSpan.FromSeconds(2), down.For);
    }

    [Fact]
    public void SilentMember_NotSeenSinceTheStoreIsBack_GetsTheTimeThatMakesADeadOne()
    {
        var down = Assert.Single(Of(Snapshot(Sight("node1", Liveness.Dead) with { WasSeen = false }, Sight("node2"))));

        Assert.Equal(TimeSpan.FromSeconds(17), down.For);
    }

    [Fact]
    public void SilentPrimary_TellsWhoTookOver()
    {
        var sight = Sight("node1", Liveness.Suspect) with { PrimaryTerm = 5 };

        Assert.EndsWith("It was the primary in term 5; node2 took over in term 9", Assert.Single(Of(Snapshot(sight, Sight("node2")))).Detail, StringComparison.Ordinal);
        Assert.EndsWith("It was the primary in term 5", Of(Snapshot(sight, Sight("node2")) with { Leader = null })[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, AdministrativeState.Active, Liveness.Dead, Health.Unknown)]
    [InlineData(false, AdministrativeState.Maintenance, Liveness.Dead, Health.Unknown)]
    [InlineData(false, AdministrativeState.Maintenance, Liveness.Alive, Health.Unhealthy)]
    [InlineData(false, AdministrativeState.Active, Liveness.Alive, Health.Starting)]
    [InlineData(false, AdministrativeState.Active, Liveness.Alive, Health.Degraded)]
    [InlineData(false, AdministrativeState.Draining, Liveness.Alive, Health.Healthy)]
    internal void PlannedWork_IsNoAlert(bool left, AdministrativeState state, Liveness liveness, Health health)
    {
        var sight = Sight("node1", liveness, health);
        sight = sight with { Member = sight.Member with { Left = left, State = state } };

        Assert.Empty(Of(Snapshot(sight, Sight("node2"))));
    }

    [Fact]
    public void UnhealthyApplication_IsDownAfterTheTimeOfARestart()
    {
        var down = Assert.Single(Of(Snapshot(Sight("node1", health: Health.Unhealthy), Sight("node2"))));

        Assert.Equal((AlertCodes.NodeDown, TimeSpan.FromSeconds(30)), (down.Key.Code, down.For));
    }

    [Fact]
    public void AllDown_IsOneAlertInsteadOfOneForEach()
    {
        var conditions = Of(Snapshot(Sight("node1", Liveness.Dead), Sight("node2", health: Health.Unhealthy)));

        Assert.Equal([AlertCodes.AllNodesDown], conditions.Where(c => !c.IsMuted).Select(c => c.Key.Code));
        Assert.Equal(["node1", "node2"], conditions.Where(c => c.IsMuted).Select(c => c.Key.Node));
    }

    [Fact]
    public void NoPrimary_IsNoneWhileNobodyMayBeIt()
    {
        var vacant = Snapshot(Sight("node1"), Sight("node2")) with { Leader = null, LastLeader = Leader };
        var maintenance = Sight("node1");
        maintenance = maintenance with { Member = maintenance.Member with { State = AdministrativeState.Maintenance } };

        var none = Assert.Single(Of(vacant));
        Assert.Equal((AlertCodes.NoPrimary, TimeSpan.FromSeconds(16)), (none.Key.Code, none.For));
        Assert.EndsWith("the last one was node2, in term 9", none.Detail, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(32), Assert.Single(Of(vacant with { LastLeader = null })).For);
        Assert.Empty(Of(vacant with { Members = [maintenance] }));
        Assert.Contains("clusterctl resume", Assert.Single(Of(vacant with { IsPaused = true })).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void StoreAway_IsOneAlert_AndSaysNothingOfMembers()
    {
        var away = Snapshot(Sight("node1", Liveness.Dead), Sight("node2")) with { StoreIsReachable = false, MembersAreFresh = false, Leader = null };

        Assert.Equal([AlertCodes.StoreUnreachable], Of(away).Where(c => !c.IsMuted).Select(c => c.Key.Code));
        Assert.Equal([AlertCodes.Failsafe], Of(away with { Leader = Leader, IsFailsafe = true }).Where(c => !c.IsMuted).Select(c => c.Key.Code));
        Assert.False(away.CanJudge(AlertCodes.NodeDown));
        Assert.True(away.CanJudge(AlertCodes.StoreUnreachable));
    }

    [Fact]
    public void WarningsOfMembers_AreAlertsOfTheirNode_VersionsOneOfTheCluster()
    {
        var sights = new[] { "node1", "node2" }.Select(id => Warned(id, WarningCodes.VersionMismatch, "clock-skew")).ToArray();
        sights[0] = sights[0] with { Member = sights[0].Member with { Warnings = [.. sights[0].Member.Warnings, new WarningView(WarningCodes.DuplicateNode, "x")] } };

        Assert.Equal(
            [(AlertCodes.ClockSkew, "node1"), (AlertCodes.ClockSkew, "node2"), (AlertCodes.DuplicateNode, "node1"), (AlertCodes.VersionMismatch, null)],
            Of(Snapshot(sights)).Select(c => (c.Key.Code, c.Key.Node)));
    }

    [Fact]
    public void DrainPastItsDeadline_IsAlertedOnlyWhileItDrains()
    {
        var sight = Sight("node1") with { DrainIsOverdue = true };
        var draining = sight with { Member = sight.Member with { State = AdministrativeState.Draining } };

        Assert.Empty(Of(Snapshot(sight, Sight("node2"))));
        Assert.Equal(AlertCodes.DrainOverdue, Assert.Single(Of(Snapshot(draining, Sight("node2")))).Key.Code);
    }

    private static IReadOnlyList<AlertCondition> Of(AlertSnapshot snapshot) => AlertConditions.Of(snapshot, Rules);

    private static AlertSnapshot Snapshot(params MemberSight[] members) => new() { Self = "node2", Members = members, Leader = Leader };

    private static MemberSight Warned(string id, params string[] codes)
    {
        var sight = Sight(id);
        return sight with { Member = sight.Member with { Warnings = [.. codes.Select(code => new WarningView(code, "as it is"))] } };
    }

    private static MemberSight Sight(string id, Liveness liveness = Liveness.Alive, Health health = Health.Healthy) =>
        new(new Member { Id = id, Instance = "1", Liveness = liveness, Health = health }, WasSeen: true);
}
