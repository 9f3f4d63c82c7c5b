using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;

namespace ClusterGateway.Gateway.Tests.Affinity;

public sealed class BindingOrderTests
{
    private const string Metadata = "ReverseProxy:Clusters:app:Metadata:ClusterGateway";

    [Theory]
    [InlineData("AppCookie, ClusterCookie, ClientIp", "node1")]
    [InlineData("clustercookie,AppCookie,ClientIp", "node2")]
    [InlineData("ClientIp, AppCookie, ClusterCookie", "node3")]
    public async Task Sources_ThatNameDifferentNodes_CountInTheirOrder(string order, string expected)
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(InOrder(order));
        var cookie = await BindAsync(cluster, gateway, "node2", "192.0.2.2");
        await BindAsync(cluster, gateway, "node3", "192.0.2.3");
        using var client = gateway.NewClient("192.0.2.3", cookies: false);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Cookie", $"sid=1F.node1; {cookie}");
        using var response = await client.SendAsync(request);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        Assert.Equal("sid=1F.node1", cluster[expected].LastCookie);

        // Every cookie follows: on the next request all of them agree.
        Assert.Equal(expected != "node2", response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Source_WhoseNodeIsDown_GivesWayToTheNext()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(InOrder("AppCookie, ClusterCookie"));
        using var decisions = new Measurements(gateway, "clustergateway.affinity.decisions", "result");
        var cookie = await BindAsync(cluster, gateway, "node2", "192.0.2.2");
        cluster.View.Set("node1", keepsBound: false, PlacementTier.Never);
        using var client = gateway.NewClient("192.0.2.9", cookies: false);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Cookie", $"sid=1F.node1; {cookie}");
        using var response = await client.SendAsync(request);

        Assert.Equal("node2", await response.Content.ReadAsStringAsync());
        Assert.Equal(1, decisions["hit"]);
        Assert.Equal(0, decisions["rebound"]);
    }

    [Fact]
    public async Task Route_WithItsOwnList_DoesNotFollowTheClusters()
    {
        await using var cluster = await TestCluster.StartAsync();
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>(InOrder("ClusterCookie"))
        {
            ["ReverseProxy:Clusters:app:LoadBalancingPolicy"] = "RoundRobin",
            ["ReverseProxy:Routes:sync:ClusterId"] = "app",
            ["ReverseProxy:Routes:sync:Match:Path"] = "/sync",
            ["ReverseProxy:Routes:sync:Metadata:ClusterGateway.Affinity"] = "ClientIp",
        });
        using var client = gateway.NewClient("192.0.2.7", cookies: false);

        using var page = await client.GetAsync("/");
        using var sync = await client.GetAsync("/sync");
        var node = await sync.Content.ReadAsStringAsync();

        Assert.True(page.Headers.Contains("Set-Cookie"));
        Assert.False(sync.Headers.Contains("Set-Cookie"));
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(node, await client.GetStringAsync("/sync"));
        }
    }

    private static Dictionary<string, string?> InOrder(string order) => new() { [$"{Metadata}.Affinity"] = order, [$"{Metadata}.AppCookie"] = "sid" };

    /// <returns>The cookie of a client that was placed on this node, whose address is remembered too.</returns>
    private static async Task<string> BindAsync(TestCluster cluster, TestGateway gateway, string node, string address)
    {
        foreach (var other in cluster.Origins.Select(o => o.Id).Where(id => id != node))
        {
            cluster.View.Set(other, tier: PlacementTier.Never);
        }

        using var client = gateway.NewClient(address, cookies: false);
        using var response = await client.GetAsync("/");
        Assert.Equal(node, await response.Content.ReadAsStringAsync());
        cluster.Origins.ForEach(o => cluster.View.Set(o.Id));
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
