using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Yarp.ReverseProxy;

namespace ClusterGateway.Gateway.Tests.Affinity;

/// <summary>What a binding outlives, for every source alike.</summary>
public sealed class BindingHoldsTests
{
    public static TheoryData<string> Sources { get; } = ["ClusterCookie", "AppCookie", "ClientIp"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Configuration_Reloaded_MovesNobody(string source)
    {
        await using var nodes = await StartAsync(source);
        var changed = BoundClients.Configuration(source, nodes.Agents[0]);
        changed["ReverseProxy"]!["Routes"]!["users"]!["Metadata"] = new JsonObject { ["Team"] = "portal" };
        changed["ReverseProxy"]!["Clusters"]!["nodes"]!["HttpRequest"] = new JsonObject { ["ActivityTimeout"] = "00:01:30" };

        nodes.Gateway.Write(changed);
        await Eventually.TrueAsync(
            () => nodes.Gateway.Service<IProxyStateLookup>().TryGetRoute("users", out var route) && route.Config.Metadata?.ContainsKey("Team") == true,
            "the configuration was reloaded");

        Assert.Equal(nodes.Clients.Nodes, await nodes.Clients.AskAsync());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Node_Added_MovesNobody(string source)
    {
        await using var nodes = await StartAsync(source);
        await using var fourth = await FakeNodeAgent.StartAsync("n4");

        nodes.Agents[0].Members = () => [.. nodes.Agents.Append(fourth).Select(agent => agent.View)];
        await nodes.Gateway.UntilAsync("n4", node => node.Admission.KeepsBound, "it serves");
        await Eventually.TrueAsync(
            () => nodes.Gateway.Service<IProxyStateLookup>().TryGetCluster("nodes", out var cluster) && cluster.Destinations.ContainsKey("n4"),
            "the proxy learned its address");

        Assert.Equal(nodes.Clients.Nodes, await nodes.Clients.AskAsync());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Node_LostAndBack_MovesItsOwnClientsOnce(string source)
    {
        await using var nodes = await StartAsync(source);
        var before = nodes.Clients.Nodes;

        nodes.Agents[1].Self = nodes.Agents[1].Self with { Health = NodeHealth.Unhealthy };
        await nodes.Gateway.UntilAsync("n2", node => !node.Admission.KeepsBound, "it is down");
        var during = await nodes.Clients.AskAsync();
        nodes.Agents[1].Self = nodes.Agents[1].Self with { Health = NodeHealth.Healthy };
        await nodes.Gateway.UntilAsync("n2", node => node.Admission.KeepsBound, "it is back");

        Assert.DoesNotContain("n2", during);
        Assert.All(before.Zip(during), pair => Assert.Equal(pair.First != "n2", pair.First == pair.Second));
        Assert.Equal(during, await nodes.Clients.AskAsync());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Probes_UnansweredForLessThanTheThreshold_MoveNobody(string source)
    {
        await using var nodes = await StartAsync(source, silent: 50);
        var asked = nodes.Agents[1].Authorizations.Count;

        nodes.Agents[1].Answers = false;
        await Eventually.TrueAsync(() => nodes.Agents[1].Authorizations.Count > asked + 2, "two probes went unanswered");
        var during = await nodes.Clients.AskAsync();
        nodes.Agents[1].Answers = true;

        Assert.Equal(nodes.Clients.Nodes, during);
        Assert.Equal(nodes.Clients.Nodes, await nodes.Clients.AskAsync());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Connect_RefusedOnce_MovesNobody(string source)
    {
        await using var cluster = await TestCluster.StartAsync();
        cluster.Origins.ForEach(origin => origin.OnRequest = BoundClients.StartSessionAsync);
        await using var fault = TcpFault.InFrontOf("127.0.0.1", new Uri(cluster["node1"].Url).Port);
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?>
        {
            ["ReverseProxy:Clusters:app:LoadBalancingPolicy"] = "RoundRobin",
            ["ReverseProxy:Clusters:app:SessionAffinity:Policy"] = source,
            ["ReverseProxy:Clusters:app:SessionAffinity:AffinityKeyName"] = source == "AppCookie" ? "JSESSIONID" : "cluster-affinity",
            ["ReverseProxy:Clusters:app:Destinations:node1:Address"] = $"http://127.0.0.1:{fault.Port}",
        });
        cluster.View.Set("node2", tier: PlacementTier.Never);
        cluster.View.Set("node3", tier: PlacementTier.Never);
        using var client = gateway.NewClient();
        Assert.Equal("node1", await client.GetStringAsync("/"));
        cluster.View.Set("node2");
        cluster.View.Set("node3");
        Assert.Equal("node1", await client.GetStringAsync("/"));

        fault.Refuse();
        cluster.View.OnConnectFailure = _ =>
        {
            fault.Heal();
            return Task.CompletedTask;
        };

        Assert.Equal("node1", await client.GetStringAsync("/"));
        Assert.Equal("node1", Assert.Single(cluster.View.ConnectFailures));
        Assert.Equal("node1", await client.GetStringAsync("/"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Agent_StoppedAndStarted_MovesNobody(string source)
    {
        await using var nodes = await StartAsync(source);

        await nodes.Agents[1].StopAgentAsync();
        await nodes.Gateway.UntilAsync("n2", node => node.Health == NodeHealth.Unknown, "its agent is silent");
        Assert.Equal(nodes.Clients.Nodes, await nodes.Clients.AskAsync());
        nodes.Agents[1].Self = nodes.Agents[1].Self with { Health = NodeHealth.Starting, Instance = "another" };
        await nodes.Agents[1].StartAgentAsync();
        await nodes.Gateway.UntilAsync("n2", node => node.Self?.Instance == "another", "its agent answers");
        Assert.Equal(nodes.Clients.Nodes, await nodes.Clients.AskAsync());
        nodes.Agents[1].Self = nodes.Agents[1].Self with { Health = NodeHealth.Healthy };
        await nodes.Gateway.UntilAsync("n2", node => node.Health == NodeHealth.Healthy, "its agent has checked everything");

        Assert.Equal(nodes.Clients.Nodes, await nodes.Clients.AskAsync());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Gateway_Restarted_MovesNobodyEvenBeforeItHasSeenEveryNode(string source)
    {
        await using var nodes = await StartAsync(source, silent: 50);
        nodes.Agents[1].Answers = false;

        await nodes.Gateway.RestartAsync();
        await nodes.Gateway.UntilAsync("n1", node => node.Admission.KeepsBound, "it serves");
        await Eventually.TrueAsync(
            () => nodes.Gateway.Service<IProxyStateLookup>().TryGetCluster("nodes", out var cluster) && cluster.Destinations.ContainsKey("n1"),
            "the proxy learned its address");
        var asking = nodes.Clients.AskAsync();
        nodes.Agents[1].Answers = true;

        Assert.Equal(nodes.Clients.Nodes, await asking);
    }

    private static async Task<HeldNodes> StartAsync(string source, int silent = 2)
    {
        FakeNodeAgent[] agents = [await FakeNodeAgent.StartAsync("n1"), await FakeNodeAgent.StartAsync("n2"), await FakeNodeAgent.StartAsync("n3")];
        agents[0].Self = agents[0].Self with { Route = "first" };
        foreach (var agent in agents)
        {
            agent.Members = () => [.. agents.Select(a => a.View)];
        }

        var configuration = BoundClients.Configuration(source, agents[0]);
        configuration["ClusterGateway"]!["Probing"]!["Silent"] = silent;

        // An agent that is stopped refuses at once; where one hangs, the threshold is far away. A busy machine is neither.
        configuration["ClusterGateway"]!["Probing"]!["Timeout"] = silent == 2 ? "10s" : "300ms";
        var gateway = await RunningGateway.StartAsync(configuration);
        await Eventually.TrueAsync(
            () => gateway.Service<IProxyStateLookup>().TryGetCluster("nodes", out var cluster) && cluster.Destinations.Count == 3, "the proxy learned the nodes");
        foreach (var agent in agents)
        {
            await gateway.UntilAsync(agent.Self.Id, node => node.Admission.KeepsBound, "it serves");
        }

        if (source == "ClusterCookie")
        {
            await Eventually.TrueAsync(() => gateway.Service<ClusterGateway.Gateway.Affinity.KeyRing.IKeyRingState>().Ready, "the key ring is ready");
        }

        return new HeldNodes(gateway, agents, await BoundClients.SignInAsync(gateway, agents));
    }

    private sealed record HeldNodes(RunningGateway Gateway, FakeNodeAgent[] Agents, BoundClients Clients) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            foreach (var agent in Agents)
            {
                await agent.DisposeAsync();
            }
        }
    }
}
