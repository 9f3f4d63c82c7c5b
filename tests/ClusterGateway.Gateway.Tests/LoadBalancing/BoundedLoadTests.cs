using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Tests.LoadBalancing;

public sealed class BoundedLoadTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("1.25")]
    [InlineData("2")]
    public void Pick_MostClientsBehindOneAddress_NoNodeIsAboveTheBound(string factor)
    {
        var clients = With(factor, [100, 100, 100]);

        for (var i = 1; i <= 1_000; i++)
        {
            clients.Place(PlacedClients.Client(i % 10 == 0 ? i : 0));
            var bound = Math.Ceiling(double.Parse(factor, System.Globalization.CultureInfo.InvariantCulture) * i / 3);
            Assert.All(clients.Counts.Values, count => Assert.InRange(count, 0, bound));
        }
    }

    [Fact]
    public void Pick_Weights_BoundEachNodeByItsShare()
    {
        var clients = With("1.25", [100, 200, 300]);

        for (var i = 0; i < 600; i++)
        {
            clients.Place(PlacedClients.Client(0));
        }

        Assert.InRange(clients.Counts["node1"], 0, 125);
        Assert.InRange(clients.Counts["node2"], 0, 250);
        Assert.InRange(clients.Counts["node3"], 0, 375);
    }

    [Fact]
    public void Pick_WithoutABound_ClientsOfOneAddressAreTogether()
    {
        var clients = With(null, [100, 100, 100]);

        for (var i = 0; i < 100; i++)
        {
            clients.Place(PlacedClients.Client(0));
        }

        Assert.Equal(100, clients.Counts.Values.Max());
    }

    [Fact]
    public void Pick_DistinctClients_AreWhereTheHashPutsThem()
    {
        var (free, bounded) = (With(null, [100, 100, 100]), With("1.25", [100, 100, 100]));
        bounded.Place(1_000);
        free.Place(1_000);

        var moved = Enumerable.Range(1_000, 5_000).Count(i => free.Place(PlacedClients.Client(i)) != bounded.Place(PlacedClients.Client(i)));

        Assert.Equal(0, moved);
    }

    [Fact]
    public void Pick_FullNode_ItsClientsGoWhereTheyWouldIfItWereGone()
    {
        var (bounded, without) = (With("1.25", [100, 100, 100]), With(null, [100, 100, 100]));
        bounded.Set("node2", sessions: 10_000);
        without.Nodes.RemoveAt(1);

        Assert.All(Enumerable.Range(0, 1_000), i => Assert.Equal(without.Place(PlacedClients.Client(i)), bounded.Place(PlacedClients.Client(i))));
    }

    /// <summary>Whatever the numbers: it never refuses, and never takes the fullest when another has room.</summary>
    [Fact]
    public void LeaveRoom_AnyNumbers_LeavesSomebody()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 20_000; round++)
        {
            var count = random.Next(1, 12);
            var loads = Enumerable.Range(0, count).Select(_ => random.NextInt64(0, 1L << random.Next(1, 40))).ToArray();
            var weights = Enumerable.Range(0, count).Select(_ => random.Next(1, 1001) * (random.Next(4) == 0 ? 0.1 : 1)).ToArray();
            var before = weights.ToArray();
            var least = Enumerable.Range(0, count).MinBy(i => loads[i] / before[i]);

            BoundedLoad.LeaveRoom(loads, weights, 1 + (random.NextDouble() * random.Next(0, 2)));

            Assert.True(weights[least] > 0, $"round {round}: the emptiest of {string.Join(", ", loads)} with {string.Join(", ", before)} takes nobody");
        }
    }

    private static PlacedClients With(string? factor, int[] weights)
    {
        var clients = new PlacedClients(ClientIpHashPolicy.PolicyName, factor);
        foreach (var (i, weight) in weights.Index())
        {
            clients.Set($"node{i + 1}", weight);
        }

        return clients;
    }
}
