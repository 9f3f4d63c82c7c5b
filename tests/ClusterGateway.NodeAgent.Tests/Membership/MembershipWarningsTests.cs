using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class MembershipWarningsTests
{
    private static readonly Member Node1 = new() { Id = "node1", Instance = "a", Health = Health.Healthy, Version = "1.2.3", TimeZone = "UTC" };
    private static readonly Member Node2 = Node1 with { Id = "node2" };

    [Theory]
    [InlineData("1.2.3", "UTC", null)]
    [InlineData("1.2.9", "UTC", null)]
    [InlineData("1.3.0", "UTC", WarningCodes.VersionMismatch)]
    [InlineData("1.2.3", "Europe/Berlin", WarningCodes.TimeZoneDiffers)]
    public void Of_AnotherNode_ComparesVersionAndTimeZone(string version, string zone, string? code)
    {
        var snapshot = new MembershipSnapshot(1, [Node1, Node2 with { Version = version, TimeZone = zone }]);

        Assert.Equal(code, MembershipWarnings.Of("node1", "1.2.3", "UTC", snapshot).SingleOrDefault()?.Code);
    }

    [Fact]
    public void Of_DeadNode_IsNotCompared() =>
        Assert.Empty(MembershipWarnings.Of("node1", "1.2.3", "UTC", new(1, [Node1, Node2 with { Version = "0.1.0", Liveness = Liveness.Dead }])));

    [Fact]
    public void OfCluster_TwoServe_IsQuiet() => Assert.Empty(MembershipWarnings.OfCluster(new(1, [Node1, Node2]), gateways: 2));

    [Fact]
    public void OfCluster_BeforeTheFirstReading_IsQuiet() => Assert.Empty(MembershipWarnings.OfCluster(new(0, [Node1]), gateways: 0));

    [Fact]
    public void OfCluster_OnlyOneTakesUsers_Warns()
    {
        Member[] others =
        [
            Node2 with { Liveness = Liveness.Dead },
            Node2 with { State = AdministrativeState.Maintenance },
            Node2 with { Health = Health.Unhealthy },
            Node2 with { Tags = [NodeTags.NoLoadBalance] },
        ];

        Assert.All(others, other => Assert.Equal(
            WarningCodes.FewServingNodes, Assert.Single(MembershipWarnings.OfCluster(new(1, [Node1, other]), gateways: 2)).Code));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void OfCluster_OneGateway_Warns(int gateways, bool warns) =>
        Assert.Equal(warns, MembershipWarnings.OfCluster(new(1, [Node1, Node2]), gateways).Any(w => w.Code == WarningCodes.SingleGateway));

    [Fact]
    public void OfRefused_NamesTheOther()
    {
        Assert.Empty(MembershipWarnings.OfRefused("node1", refused: null));
        var warning = Assert.Single(MembershipWarnings.OfRefused("node1", new RefusedRecord("b", "http://10.0.0.2:7400", "clone")));
        Assert.Equal(WarningCodes.DuplicateNode, warning.Code);
        Assert.Contains("http://10.0.0.2:7400", warning.Detail, StringComparison.Ordinal);
    }
}
