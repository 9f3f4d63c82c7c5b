using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class SlowStartTests
{
    private const int Clients = 30_000;

    [Theory]
    [InlineData(0, 30, 0.1)]
    [InlineData(15, 30, 0.55)]
    [InlineData(30, 30, 1)]
    [InlineData(300, 30, 1)]
    [InlineData(0, 0, 1)]
    public void Factor_RisesEvenlyFromATenth(double since, double duration, double expected) =>
        Assert.Equal(expected, SlowStart.Factor(TimeSpan.FromSeconds(since), TimeSpan.FromSeconds(duration)), 6);

    /// <summary>A node's share of new clients is its share of the weights, within 5 %; at the end it is even again.</summary>
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(10, 0.4)]
    [InlineData(20, 0.7)]
    [InlineData(30, 1)]
    public void ClientIpHash_NodeIsBack_TakesItsPartOfNewClients(int seconds, double factor)
    {
        var clients = With(ClientIpHashPolicy.PolicyName, 3);
        clients.Set("node2", isBackNow: true);
        clients.Time.Advance(TimeSpan.FromSeconds(seconds));

        clients.Place(Clients);

        var expected = Clients * factor / (2 + factor);
        Assert.InRange(clients.Counts["node2"], expected * 0.95, expected * 1.05);
        Assert.InRange(clients.Counts["node1"], (Clients - expected) / 2 * 0.95, (Clients - expected) / 2 * 1.05);
    }

    [Fact]
    public void ClientIpHash_WeightRises_NobodyMovesButToThatNode()
    {
        var clients = With(ClientIpHashPolicy.PolicyName, 4);
        clients.Set("node2", isBackNow: true);
        var before = Where(clients);

        for (var i = 0; i < 6; i++)
        {
            clients.Time.Advance(TimeSpan.FromSeconds(5));
            var after = Where(clients);
            Assert.All(before.Zip(after), p => Assert.True(p.First == p.Second || p.Second == "node2"));
            before = after;
        }
    }

    /// <summary>The node leaves again in the middle of its slow start: nobody of the others moves.</summary>
    [Fact]
    public void ClientIpHash_NodeInSlowStartLeaves_MovesNobodyElse()
    {
        var clients = With(ClientIpHashPolicy.PolicyName, 4);
        clients.Set("node2", isBackNow: true);
        clients.Time.Advance(TimeSpan.FromSeconds(12));
        var before = Where(clients);

        clients.Nodes.RemoveAll(n => n.DestinationId == "node2");

        Assert.All(before.Zip(Where(clients)), p => Assert.True(p.First == p.Second || p.First == "node2"));
    }

    [Theory]
    [InlineData(ClientIpHashPolicy.PolicyName)]
    [InlineData(LeastSessionsPolicy.PolicyName)]
    public void AllNodesInSlowStart_StayEven(string policy)
    {
        var clients = With(policy, 3);
        foreach (var node in new[] { "node1", "node2", "node3" })
        {
            clients.Set(node, isBackNow: true);
            clients.Time.Advance(TimeSpan.FromSeconds(4));
        }

        clients.Place(Clients);

        Assert.All(clients.Counts.Values, count => Assert.InRange(count, Clients / 3 * 0.95, Clients / 3 * 1.05));
    }

    /// <summary>Without slow start the empty node would take them all.</summary>
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(15, 0.55)]
    public void LeastSessions_EmptyNodeIsBack_TakesNoMoreThanItsPart(int seconds, double part)
    {
        var clients = With(LeastSessionsPolicy.PolicyName, 3, sessions: 100_000);
        clients.Set("node2", isBackNow: true);
        clients.Time.Advance(TimeSpan.FromSeconds(seconds));

        clients.Place(10_000);

        Assert.InRange(clients.Counts["node2"], 10_000 * part * 0.9, 10_000 * part * 1.1);
    }

    [Fact]
    public void Draw_ForAPolicyWithoutWeights_LeavesTheNodeOutOfMostChoices()
    {
        var clients = With(ClientIpHashPolicy.PolicyName, 3);
        clients.Set("node2", isBackNow: true);

        var with = Enumerable.Range(0, 10_000).Count(_ => clients.Weights.Draw(clients.Nodes).Count == 3);

        Assert.InRange(with, 800, 1_200);
        clients.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Same(clients.Nodes, clients.Weights.Draw(clients.Nodes));
    }

    private static string[] Where(PlacedClients clients) => [.. Enumerable.Range(0, 5_000).Select(i => clients.Place(PlacedClients.Client(i)))];

    private static PlacedClients With(string policy, int nodes, long sessions = 0)
    {
        var clients = new PlacedClients(policy);
        for (var i = 1; i <= nodes; i++)
        {
            clients.Set($"node{i}", sessions: sessions);
        }

        return clients;
    }
}
