using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Alerts;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Alerts.Evaluation;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

public sealed class SenderDecisionTests
{
    private static readonly AlertRules Rules = AlertRules.Of(new AlertOptions(), new LeadershipOptions().Timing, new MembershipOptions());

    [Theory]
    [InlineData("node2", true, 0, true)]
    [InlineData("node1", false, 60, false)]
    public void WithAPrimary_ItSends(string self, bool isPrimary, double vacant, bool sends) =>
        Assert.Equal(sends, WithStore(self, isPrimary, vacant, new LeaderView("node2", 1, DateTimeOffset.UnixEpoch, 5)));

    [Theory]
    [InlineData("node2", 15, false)]
    [InlineData("node2", 16, true)]
    [InlineData("node3", 16, false)]
    public void WithoutAPrimary_TheLowestThatLivesSends_OnceAFailoverWouldBeOver(string self, double vacant, bool sends) =>
        Assert.Equal(sends, WithStore(self, isPrimary: false, vacant, leader: null));

    [Fact]
    public void WithoutTheStore_WhoHearsNobodySends() => Assert.True(SenderDecision.WithoutStore("node3", isPrimary: false, []));

    [Theory]
    [InlineData("node1", true)]
    [InlineData("node3", false)]
    public void WithoutTheStore_TheLowestOfThoseThatAnswerSends(string self, bool sends) =>
        Assert.Equal(sends, SenderDecision.WithoutStore(self, isPrimary: false, [Peer("node2")]));

    [Fact]
    public void WithoutTheStore_ThePrimarySends()
    {
        Assert.True(SenderDecision.WithoutStore("node3", isPrimary: true, [Peer("node1")]));
        Assert.False(SenderDecision.WithoutStore("node1", isPrimary: false, [Peer("node3") with { Role = NodeRole.Primary }]));
    }

    [Fact]
    public void WithoutTheStore_WhereAnotherReachesIt_ThatSideTells() =>
        Assert.False(SenderDecision.WithoutStore("node1", isPrimary: true, [Peer("node2"), Peer("node3") with { StoreReachable = true }]));

    private static bool WithStore(string self, bool isPrimary, double vacant, LeaderView? leader)
    {
        var members = new[] { ("node1", Liveness.Dead), ("node2", Liveness.Alive), ("node3", Liveness.Alive) }
            .Select(m => new MemberSight(new Member { Id = m.Item1, Instance = "1", Liveness = m.Item2 }, WasSeen: true));
        return SenderDecision.WithStore(
            new AlertSnapshot { Self = self, Members = [.. members], Leader = leader }, isPrimary, TimeSpan.FromSeconds(vacant), Rules);
    }

    private static SelfView Peer(string id) => new() { Id = id, Cluster = "cluster", Instance = "1" };
}
