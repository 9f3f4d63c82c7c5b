using System.Text.Json.Nodes;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Affinity.KeyRing;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Tests.Affinity;

/// <summary>A configuration that is wrong about affinity or placement, written while the gateway runs.</summary>
public sealed class RefusedReloadTests : IAsyncLifetime
{
    private FakeNodeAgent[] _agents = [];
    private RunningGateway _gateway = null!;
    private BoundClients _clients = null!;

    public async Task InitializeAsync()
    {
        _agents = [await FakeNodeAgent.StartAsync("n1"), await FakeNodeAgent.StartAsync("n2"), await FakeNodeAgent.StartAsync("n3")];
        Members(_agents);
        var configuration = Configuration();
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["Metadata"] = new JsonObject { ["ClusterGateway.BoundedLoad"] = "1.5", ["Team"] = "web" };
        _gateway = await RunningGateway.StartAsync(configuration);
        foreach (var agent in _agents)
        {
            await _gateway.UntilAsync(agent.Self.Id, node => node.Admission.KeepsBound, "it serves");
            await Eventually.TrueAsync(() => _gateway.Routes(agent), "the proxy learned its address");
        }

        await Eventually.TrueAsync(() => _gateway.Service<IKeyRingState>().Ready, "the key ring is ready");
        _clients = await BoundClients.SignInAsync(_gateway, _agents);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("ClusterGateway.Affinity", "ClusterCookies")]
    [InlineData("ClusterGateway.PlacementMemory", "ture")]
    [InlineData("ClusterGateway.BoundedLoad", "0.5")]
    public async Task Reload_WithAMistake_KeepsAffinityAndPlacementAndTakesTheRest(string key, string value)
    {
        await ReloadAsync(new JsonObject { [key] = value, ["Team"] = "portal" });

        var cluster = Nodes();
        Assert.Equal("1.5", cluster.Metadata!["ClusterGateway.BoundedLoad"]);
        Assert.Equal("portal", cluster.Metadata["Team"]);
        Assert.Equal(key == "ClusterGateway.BoundedLoad", cluster.Metadata.ContainsKey(key));
        Assert.Equal("ClusterCookie", cluster.SessionAffinity!.Policy);
        Assert.Equal(_clients.Nodes, await _clients.AskAsync());

        await ReloadAsync(new JsonObject { ["ClusterGateway.BoundedLoad"] = "2", ["Team"] = "mended" });
        Assert.Equal("2", Nodes().Metadata!["ClusterGateway.BoundedLoad"]);
    }

    [Fact]
    public async Task Reload_WithAMistake_NodesStillJoinDrainAndLeave()
    {
        await using var fourth = await FakeNodeAgent.StartAsync("n4");
        await ReloadAsync(new JsonObject { ["ClusterGateway.Affinity"] = "ClusterCookies", ["Team"] = "portal" });

        Members([.. _agents, fourth]);
        await Eventually.TrueAsync(() => _gateway.Routes(fourth), "the proxy learned the newcomer's address");
        Assert.Equal(_clients.Nodes, await _clients.AskAsync());

        _agents[1].Self = _agents[1].Self with { AdministrativeState = AdministrativeState.Draining };
        await _gateway.UntilAsync("n2", node => node.AdministrativeState == AdministrativeState.Draining, "it drains");
        var answers = new HashSet<string>();
        for (var i = 0; i < 12; i++)
        {
            answers.Add(await _gateway.NodeThatAnswersAsync());
        }

        Assert.DoesNotContain("n2", answers);
        Assert.Equal(_clients.Nodes, await _clients.AskAsync());

        Members(_agents);
        fourth.Members = _agents[0].Members;
        await fourth.StopAgentAsync();
        await Eventually.TrueAsync(() => !_gateway.Routes(fourth), "the proxy forgot who left");
        Assert.Equal("ClusterCookie", Nodes().SessionAffinity!.Policy);
    }

    private JsonObject Configuration() => BoundClients.Configuration("ClusterCookie", _agents[0]);

    private ClusterConfig Nodes()
    {
        Assert.True(_gateway.Service<IProxyStateLookup>().TryGetCluster("nodes", out var cluster));
        return cluster.Model.Config;
    }

    private static void Members(FakeNodeAgent[] members)
    {
        foreach (var agent in members)
        {
            agent.Members = () => [.. members.Select(a => a.View)];
        }
    }

    private async Task ReloadAsync(JsonObject metadata)
    {
        var team = (string)metadata["Team"]!;
        var configuration = Configuration();
        configuration["ReverseProxy"]!["Clusters"]!["nodes"]!["Metadata"] = metadata;
        _gateway.Write(configuration);
        await Eventually.TrueAsync(() => Nodes().Metadata?.GetValueOrDefault("Team") == team, "the rest of the configuration was taken");
    }
}
