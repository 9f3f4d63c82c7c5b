using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Cli;

public sealed class ClusterctlTests
{
    [Fact]
    public async Task Status_ShowsPrimaryNodesAndStore_AlsoAsJson()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var primary = await cluster.PrimaryAsync();

        await Eventually.TrueAsync(
            async () => (await RunAsync(cluster, "status")).Output.Contains("Why       nobody is primary, and this node goes first", StringComparison.Ordinal), "it says why");
        var shown = await RunAsync(cluster, "status");
        var told = JsonDocument.Parse((await RunAsync(cluster, "status", "-o", "json")).Output).RootElement;

        Assert.Equal(0, shown.ExitCode);
        Assert.Contains($"Primary   {primary.Id}, since", shown.Output, StringComparison.Ordinal);
        Assert.Matches(@"node2\s+(primary|secondary)\s+active\s+healthy\s+yes", shown.Output);
        Assert.Equal(primary.Id, told.GetProperty("primary").GetString());
        Assert.Equal(2, told.GetProperty("nodes").GetArrayLength());
        Assert.True(told.GetProperty("store").GetProperty("reachable").GetBoolean());
    }

    [Fact]
    public async Task Nodes_AsJson_AreAsTheAgentTellsThem()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");

        var nodes = JsonDocument.Parse((await RunAsync(cluster, "nodes", "-o", "json")).Output).RootElement;

        Assert.Equal("node1", nodes[0].GetProperty("id").GetString());
        Assert.Equal("active", nodes[0].GetProperty("administrativeState").GetString());
    }

    [Fact]
    public async Task Drain_Waiting_EndsInMaintenance_AndActivateBringsItBack()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");

        var drained = await RunAsync(cluster, "drain", "node2", "--wait", "--deadline", "20s");
        Assert.Equal(0, drained.ExitCode);
        await IsAsync(cluster, AdministrativeState.Maintenance);
        Assert.Contains("node2 is in maintenance", drained.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(cluster, "activate", "node2")).ExitCode);
        await IsAsync(cluster, AdministrativeState.Active);
    }

    [Fact]
    public async Task Change_AskedAndAnsweredNo_ChangesNothing()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");

        var no = await CtlRun.OfAsync(cluster.Agents[0].Url, "n\n", ["maintenance", "node2"]);
        Assert.Equal((1, AdministrativeState.Active), (no.ExitCode, await StateAsync(cluster)));
        Assert.Contains("Take node2 out of service now", no.Error, StringComparison.Ordinal);

        Assert.Equal(0, (await CtlRun.OfAsync(cluster.Agents[0].Url, "y\n", ["maintenance", "node2"])).ExitCode);
        await IsAsync(cluster, AdministrativeState.Maintenance);
    }

    [Fact]
    public async Task Switchover_WaitsForTheNextPrimary()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var other = cluster.Agents.Single(agent => agent != before).Id;

        var run = await RunAsync(cluster, "switchover", "--to", other);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{other} is primary", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_IsShown_UntilResumed()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");

        Assert.Equal(0, (await RunAsync(cluster, "pause")).ExitCode);
        await Eventually.TrueAsync(async () => (await RunAsync(cluster, "status")).Output.Contains("Failover  paused", StringComparison.Ordinal), "it is shown");

        Assert.Equal(0, (await RunAsync(cluster, "resume")).ExitCode);
        await Eventually.TrueAsync(async () => !(await RunAsync(cluster, "status")).Output.Contains("Failover  paused", StringComparison.Ordinal), "it is over");
    }

    [Fact]
    public async Task Refusal_TellsTheReason_AndExitsWithOne()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");

        var run = await RunAsync(cluster, "maintenance", "node1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("node", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(cluster, "drain", "node9")).ExitCode);
    }

    [Fact]
    public async Task Locks_AreListedAndBroken()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        using var app = cluster.Agents[0].Client(AgentHost.App);
        using var taken = await app.PostAsJsonAsync(
            "/v1/locks/a%2Fplan.txt", new LockRequest("lock1", Owner: "alice"), ContractsJson.Default.LockRequest);
        taken.EnsureSuccessStatusCode();

        Assert.Matches(@"a/plan\.txt\s+alice\s+lock1", (await RunAsync(cluster, "locks", "list")).Output);
        Assert.Equal(0, (await RunAsync(cluster, "locks", "break", "a/plan.txt", "--reason", "she left")).ExitCode);

        Assert.DoesNotContain("plan", (await RunAsync(cluster, "locks", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("she left", (await RunAsync(cluster, "events")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_Followed_ShowWhatHappensUntilInterrupted()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        using var interrupt = new CancellationTokenSource();
        await using var output = new LineWriter();
        var following = CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, ["events", "-f", "-o", "json"], output, interrupt.Token);

        await RunAsync(cluster, "maintenance", "node2");
        await Eventually.TrueAsync(
            () => output.Lines.Any(line => line.Contains("NodeMaintenanceStarted", StringComparison.Ordinal)), "it was shown while it was followed");
        await interrupt.CancelAsync();

        Assert.Equal(0, (await following).ExitCode);
        Assert.All(output.Lines, line => JsonDocument.Parse(line));
    }

    [Theory]
    [InlineData("status", "--agent", "nonsense")]
    [InlineData("drain")]
    [InlineData("drain", "node1", "--deadline", "soon")]
    [InlineData("status", "-o", "xml")]
    [InlineData("nodes", "--token-file", "/no/such/file")]
    public async Task WrongUsage_ExitsWithTwo(params string[] arguments)
    {
        var run = await CtlRun.OfAsync("http://127.0.0.1:1", typed: null, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Agents_NoneAnswers_ExitsWithThree_OneAnswers_IsAsked()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        var nobody = $"http://127.0.0.1:{FreePort.Next()}";

        var none = await CtlRun.OfAsync(nobody, typed: null, ["status"]);
        var second = await CtlRun.OfAsync($"{nobody},{cluster.Agents[0].Url}", typed: null, ["status"]);

        Assert.Equal(3, none.ExitCode);
        Assert.Contains("--agent", none.Error, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
    }

    [Fact]
    public async Task Command_FirstAgentIsDown_IsSentToTheNext()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var nobody = $"http://127.0.0.1:{FreePort.Next()}";

        var run = await CtlRun.OfAsync($"{nobody},{cluster.Agents[0].Url}", typed: null, ["maintenance", "node2", "--yes"]);

        Assert.Equal(0, run.ExitCode);
        await IsAsync(cluster, AdministrativeState.Maintenance);
    }

    private static Task<CtlRun> RunAsync(AgentCluster cluster, params string[] arguments) => CtlRun.OfAsync(cluster.Agents[0].Url, typed: null, arguments);

    private static Task IsAsync(AgentCluster cluster, AdministrativeState state) =>
        Eventually.TrueAsync(async () => await StateAsync(cluster) == state, $"node2 was {state}");

    private static async Task<AdministrativeState> StateAsync(AgentCluster cluster) =>
        (await cluster.Agents[0].MembersAsync()).Items.Single(node => node.Id == "node2").AdministrativeState;
}
