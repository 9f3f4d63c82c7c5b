using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Affinity;

/// <summary>Clients that never return a cookie: desktop programs, WebDAV, synchronization.</summary>
public sealed class AddressAffinityTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const int Addresses = 10_000;

    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Addresses_TenThousand_SpreadEvenlyAndOnlyTheLostNodesMove()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Cluster.Url };
        var before = await PlaceAsync(http);

        var even = Addresses / 3.0;
        Assert.All(before.GroupBy(node => node), group => Assert.InRange(group.Count(), even * 0.95, even * 1.05));

        var primary = await Cluster.PrimaryAsync();
        var victim = Cluster.File.Nodes.First(node => node.Id != primary).Id;
        await Cluster.KillNodeAsync(victim);
        var during = await PlaceAsync(http);
        Assert.DoesNotContain(victim, during);
        Assert.Equal(0, before.Zip(during).Count(pair => pair.First != victim && pair.First != pair.Second));

        await Cluster.StartNodeAsync(victim);
        Assert.Equal(during, await PlaceAsync(http));
    }

    private static async Task<string[]> PlaceAsync(HttpClient http)
    {
        var nodes = new string[Addresses];
        await Parallel.ForAsync(0, Addresses, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/whoami");
            request.Headers.Add("X-Forwarded-For", $"100.{64 + (i / 65536)}.{i / 256 % 256}.{i % 256}");
            using var response = await http.SendAsync(request, cancellation);
            nodes[i] = response.Headers.GetValues(Contracts.ClusterHeaders.Node).Single();
        });
        return nodes;
    }
}
