using System.Net;
using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Yarp.ReverseProxy;

namespace ClusterGateway.Gateway.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task OneSeed_ListsThreeMembers_AllGetTraffic()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var n3 = await FakeNodeAgent.StartAsync("n3");
        await using var gateway = await RunningGateway.StartAsync(n1, n2, n3);
        var seen = new HashSet<string>();

        await Eventually.TrueAsync(async () => Adds(seen, await gateway.NodeThatAnswersAsync()) == 3, "all three nodes answered");

        Assert.Contains(n1.Authorizations, token => token == "Bearer gateway-secret");
    }

    [Fact]
    public async Task NodeListedByNobody_Vanishes_TheOthersKeepTheirState()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var before = Destination(gateway, "n1");

        n1.Members = n2.Members = () => [n1.View];

        await Eventually.TrueAsync(() => Destination(gateway, "n2") is null, "n2 is gone from YARP");
        Assert.Same(before, Destination(gateway, "n1"));
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync());
    }

    [Fact]
    public async Task AgentOfAnotherCluster_IsIgnored()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var foreign = await FakeNodeAgent.StartAsync("x1", cluster: "other");
        var configuration = RunningGateway.Cluster(n1, foreign);
        configuration["ClusterGateway"]!["Name"] = "test";
        await using var gateway = await RunningGateway.StartAsync(configuration);

        await Eventually.TrueAsync(() => gateway.View.Current.Nodes.ContainsKey("n1"), "n1 is known");

        Assert.False(gateway.View.Current.Nodes.ContainsKey("x1"));
    }

    [Fact]
    public async Task OrdinaryAddressBesideTheNodes_PassesThrough()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var plain = await FakeApplication.StartAsync("plain");
        var configuration = RunningGateway.Cluster(n1);
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["Destinations"]!["extra"] = new JsonObject { ["Address"] = plain.Address.AbsoluteUri };
        await using var gateway = await RunningGateway.StartAsync(configuration);
        var seen = new HashSet<string>();

        await Eventually.TrueAsync(async () => Adds(seen, await gateway.NodeThatAnswersAsync()) == 2, "node and ordinary address answered");

        Assert.Equal(["n1", "plain"], seen.Order());
    }

    [Fact]
    public async Task ConfigurationReload_NewRoute_NodesKeepTheirState()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var plain = await FakeApplication.StartAsync("plain");
        await using var gateway = await RunningGateway.StartAsync(n1);
        await Eventually.TrueAsync(() => Destination(gateway, "n1") is not null, "YARP knows n1");
        var before = Destination(gateway, "n1");
        var changed = RunningGateway.Cluster(n1);
        changed["ReverseProxy"]!["Routes"]!["new"] = JsonNode.Parse("""{ "ClusterId": "new", "Match": { "Path": "/new" } }""");
        changed["ReverseProxy"]!["Clusters"]!["new"] = JsonNode.Parse($$"""{ "Destinations": { "d": { "Address": "{{plain.Address}}" } } }""");

        gateway.Write(changed);

        await Eventually.TrueAsync(async () => await gateway.NodeThatAnswersAsync("/new") == "plain", "the new route works");
        Assert.Same(before, Destination(gateway, "n1"));
        Assert.Equal("n1", await gateway.NodeThatAnswersAsync());
    }

    [Fact]
    public async Task NoAgentAnswers_503WithRetryAfter()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Self = n1.Self with { Health = NodeHealth.Unhealthy };
        await gateway.UntilAsync("n1", n => n.Health == NodeHealth.Unhealthy, "unhealthy");

        using var response = await gateway.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("urn:clustergateway:problem:no-serving-node", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static int Adds(HashSet<string> seen, string one)
    {
        seen.Add(one);
        return seen.Count;
    }

    private static Yarp.ReverseProxy.Model.DestinationState? Destination(RunningGateway gateway, string id) =>
        gateway.Service<IProxyStateLookup>().TryGetCluster("nodes", out var cluster) && cluster.Destinations.TryGetValue(id, out var destination) ? destination : null;
}
