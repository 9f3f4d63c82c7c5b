using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class LeastSessionsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Pick_BurstBetweenTwoProbes_IsWithinFivePercentOfEven(int nodes)
    {
        var clients = With(Enumerable.Repeat((100, 0L), nodes));

        clients.Place(1_000);

        Assert.All(clients.Counts.Values, count => Assert.InRange(count, 1_000 / nodes * 0.95, 1_000 / nodes * 1.05));
    }

    [Fact]
    public void Pick_BurstOnUnequalNodes_FillsUpTheEmptyOnesAndGoesOnEvenly()
    {
        var clients = With([(100, 300), (100, 0), (100, 0)]);

        clients.Place(500);

        Assert.Equal(0, clients.Counts["node1"]);
        clients.Place(500);
        Assert.All(clients.Counts, n => Assert.InRange(n.Value + (n.Key == "node1" ? 300 : 0), 1_300 / 3 * 0.95, 1_300 / 3 * 1.05));
    }

    [Fact]
    public void Pick_Weights_ShareTheSessionsByThem()
    {
        var clients = With([(50, 0), (100, 0), (150, 0)]);

        clients.Place(600);

        Assert.Equal([100, 200, 300], clients.Counts.Values);
    }

    [Fact]
    public void Pick_PlacedOnesShowInTheReport_AreNotCountedForEver()
    {
        var clients = With([(100, 0), (100, 0)]);
        clients.Place(200);
        clients.Set("node1", sessions: 100);
        clients.Set("node2", sessions: 50);

        clients.Time.Advance(TimeSpan.FromSeconds(RecentCount.Window));
        clients.Place(50);

        Assert.Equal(100, clients.Counts["node1"]);
    }

    [Fact]
    public void Pick_BoundHereAndNotReported_Counts()
    {
        var clients = With([(100, 20), (100, 30)]);
        clients.Loads.Bound(new Dictionary<string, int> { ["node1"] = 40 });

        clients.Place(5);

        Assert.Equal(5, clients.Counts["node2"]);
    }

    [Fact]
    public void Pick_NodeWithoutWeight_TakesNobody()
    {
        var clients = With([(0, 0), (100, 1_000)]);

        clients.Place(10);

        Assert.Equal(10, clients.Counts["node2"]);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.34, 1)]
    [InlineData(0.99, 3)]
    public void Least_EqualNodes_AreDrawnByLot(double lot, int expected) =>
        Assert.Equal(expected, LeastSessionsPolicy.Least([5, 5, 9, 5], [100, 100, 100, 100], lot));

    private static PlacedClients With(IEnumerable<(int Weight, long Sessions)> nodes)
    {
        var clients = new PlacedClients(LeastSessionsPolicy.PolicyName);
        foreach (var (i, (weight, sessions)) in nodes.Index())
        {
            clients.Set($"node{i + 1}", weight, sessions);
        }

        return clients;
    }
}
