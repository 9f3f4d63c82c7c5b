using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using LocalCluster.Watching;

namespace ClusterGateway.Samples.Tests.LocalCluster;

public sealed class ReadinessTests
{
    private static readonly string[] Nodes = ["node1", "node2"];

    [Fact]
    public void Missing_AllThere_IsEmpty() => Assert.Empty(Readiness.Missing([Sight(primary: "node2", serving: Nodes)], Nodes));

    [Fact]
    public void Missing_NothingYet_NamesEverything() => Assert.Equal(
        ["gateway1", "node1 (not seen)", "node2 (not seen)", "a primary"],
        Readiness.Missing([new GatewaySight("gateway1", Ready: false, Cluster: null)], Nodes));

    [Fact]
    public void Missing_OneGatewayBehind_IsNotReady() => Assert.Equal(
        ["node2 (healthy, not serving)", "a primary"],
        Readiness.Missing([Sight("node1", Nodes), Sight(null, "node1")], Nodes));

    [Fact]
    public void Changes_BetweenTwoLooks_AreOneLineEach()
    {
        var before = Readiness.States([Sight(null, "node1")], Nodes);
        var after = Readiness.States([Sight("node1", Nodes)], Nodes);

        Assert.Equal(["node2: healthy, serving", "primary: node1, term 7"], Readiness.Changes(before, after));
    }

    private static GatewaySight Sight(string? primary, params string[] serving) => new("gateway1", Ready: true, new ClusterStatusView(
        "local", 7, primary, Paused: false, new StoreStatusView("sqlite", true), [],
        [.. Nodes.Select(id => new NodeView { Id = id, Health = NodeHealth.Healthy, Serving = serving.Contains(id) })], []));
}
