using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Cli;

/// <summary>Each fault is planted in a real cluster, found, and named with what mends it; a healthy one has none.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task HealthyCluster_HasNoFindings()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        await using var gateways = await GatewayStubs.StartAsync(cluster, count: 2);

        await Eventually.TrueAsync(async () => (await CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["doctor"])).ExitCode == 0, "nothing was wrong");

        var run = await CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["doctor"]);
        Assert.Contains("asked 2 agents and 2 gateways: nothing is wrong", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentWithoutItsStore_IsFound() => await FindsAsync("store-unreachable", "node2", (_, second) => Task.Run(second.Store.Cut));

    [Fact]
    public async Task AgentThatIsGone_IsFound() => await FindsAsync("agent-unreachable", "node2", (_, second) => second.KillAsync());

    [Fact]
    public async Task NodeInMaintenance_IsFound() => await FindsAsync("node-in-maintenance", "node2", (first, _) => first.SendAsync("/v1/members/node2/maintenance"));

    [Fact]
    public async Task PausedFailover_IsFound() => await FindsAsync("failover-paused", "cluster", (first, _) => first.SendAsync("/v1/leader/pause"));

    [Fact]
    public async Task GatewayThatIsNotReady_IsFound() => await FindsAsync("gateway-not-ready", "gateway1", gateway: stub => stub.NotReady = "the key ring cannot be read");

    [Fact]
    public async Task GatewayWithAnotherToken_IsFound() => await FindsAsync("token-refused", "gateway1", gateway: stub => stub.RefusesToken = true);

    [Fact]
    public async Task GatewayThatTakesAnotherForPrimary_IsFound() =>
        await FindsAsync("gateway-primary-differs", "gateway1", gateway: stub => stub.Change = status => status with { Primary = "node9" });

    [Fact]
    public async Task GatewayThatDoesNotKnowANode_IsFound() =>
        await FindsAsync("gateway-node-differs", "gateway1", gateway: stub => stub.Change = status => status with { Nodes = [status.Nodes[0]] });

    [Fact]
    public async Task OneGateway_IsARemarkAndNoFinding()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        await using var gateways = await GatewayStubs.StartAsync(cluster, count: 1);

        await Eventually.TrueAsync(async () => (await CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["doctor"])).ExitCode == 0, "nothing was wrong");

        var run = await CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["doctor"]);
        Assert.Contains("gateway1 is the only gateway", run.Output, StringComparison.Ordinal);
        Assert.Contains("asked 2 agents and 1 gateway: nothing is wrong", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoGateway_IsFound() => await FindsAsync("no-gateway", "cluster", gatewayCount: 0);

    [Theory]
    [InlineData("token-refused", "node2", "Tokens:Admin", "another-admin-token-0123456789")]
    [InlineData("weight-zero", "node2", "Node:Weight", "0")]
    [InlineData("no-primary", "cluster", "Node:Tags:0", "noFailover")]
    public async Task NodeConfiguredSo_IsFound(string code, string where, string key, string value)
    {
        await using var cluster = new AgentCluster();
        if (code != "no-primary")
        {
            await cluster.AddAsync("node1");
        }

        await cluster.AddAsync("node2", time: null, (key, value));
        await EventuallyFindsAsync(cluster, code, where);
    }

    [Fact]
    public async Task CheckThatFails_IsFound_WithItsOutput()
    {
        await using var cluster = new AgentCluster();
        await cluster.AddAsync("node1");
        await cluster.AddAsync(
            "node2", time: null, ("Node:Checks:share:Type", "path"), ("Node:Checks:share:Directory", "/no/such/share"), ("Node:Checks:share:Interval", "100ms"));

        await EventuallyFindsAsync(cluster, "check-failing", "node2");
        Assert.Contains("/no/such/share", (await CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["doctor"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentAtAnothersAddress_IsFound()
    {
        await using var cluster = new AgentCluster();
        var first = await cluster.AddAsync("node1");
        await cluster.AddAsync("node2", time: null, ("Node:Advertise", first.Url));

        await EventuallyFindsAsync(cluster, "wrong-address", "node2");
    }

    private static async Task FindsAsync(
        string code, string? where, Func<AgentHost, AgentHost, Task>? plant = null, Action<GatewayStub>? gateway = null, int gatewayCount = 2)
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        await using var gateways = await GatewayStubs.StartAsync(cluster, gatewayCount);
        gateway?.Invoke(gateways.First);
        await (plant?.Invoke(cluster.Agents[0], cluster.Agents[1]) ?? Task.CompletedTask);

        await EventuallyFindsAsync(cluster, code, where);
    }

    /// <summary>And says how to mend it, and exits with 1.</summary>
    private static async Task EventuallyFindsAsync(AgentCluster cluster, string code, string? where)
    {
        var told = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var run = await CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["doctor", "-o", "json"]);
                told = run.Output + run.Error;
                return run.ExitCode == 1 && JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Any(finding =>
                    finding.GetProperty("code").GetString() == code
                    && (where is null || finding.GetProperty("where").GetString() == where)
                    && finding.GetProperty("fix").GetString()!.Length > 10);
            },
            $"doctor found {code}");
        Assert.Contains(code, told, StringComparison.Ordinal);
    }
}
