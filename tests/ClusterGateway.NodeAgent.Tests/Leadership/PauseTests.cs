using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class PauseTests
{
    [Fact]
    public async Task Paused_PrimaryKilled_NobodyTakesOverUntilANodeIsNamed()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3");
        var before = await cluster.PrimaryAsync();
        var term = (await before.SelfAsync()).Term;
        var others = cluster.Agents.Where(a => a != before).ToList();
        await PauseAsync(cluster);

        await before.KillAsync();
        await VacantAsync(others);
        // As long again as any of them would have needed.
        await LeaseOverAsync(others[0]);
        Assert.Null(await cluster.AgreedPrimaryAsync(others));
        Assert.Equal(409, await SwitchOverAsync(others[0], to: null));

        await Eventually.TrueAsync(async () => await SwitchOverAsync(others[0], others[1].Id) == 202, "the switchover was accepted");
        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync(others) == others[1].Id, "the named node became primary");
        Assert.True((await others[1].SelfAsync()).Term > term);
    }

    [Fact]
    public async Task Paused_PrimaryRestarted_TakesItsRoleBack()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var other = cluster.Agents.Single(a => a != before);
        await PauseAsync(cluster);

        await before.StopAsync();
        await VacantAsync([other]);
        var back = await cluster.AddAsync(before.Id);

        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync(back, other) == before.Id, "the primary has its role back");
    }

    [Fact]
    public async Task Resumed_PrimaryKilledBefore_AnotherTakesOver()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var before = await cluster.PrimaryAsync();
        var other = cluster.Agents.Single(a => a != before);
        await PauseAsync(cluster);
        await before.KillAsync();
        await VacantAsync([other]);

        Assert.Equal(202, await PostAsync(other, "/v1/leader/resume"));

        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync(other) == other.Id, "the other node became primary");
        await Eventually.TrueAsync(
            async () => await TypesAsync(other) is var types && types.Count(t => t == "FailoverPaused") == 1 && types.Contains("FailoverResumed"),
            "both are events, and asking twice is one pause");
    }

    [Fact]
    public async Task Failback_Automatic_TheBetterNodeGetsTheRoleBack()
    {
        await using var cluster = new AgentCluster();
        await cluster.AddAsync("node1", settings: [("Node:FailoverPriority", "10"), ("Leadership:Failback", "automatic")]);
        await cluster.AddAsync("node2", settings: ("Leadership:Failback", "automatic"));
        await cluster.SettledAsync();

        // Refused while it is suspect for a moment, as it may be on a busy machine.
        await Eventually.TrueAsync(async () => await SwitchOverAsync(cluster["node1"], "node2") == 202, "the switchover was accepted");
        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync() == "node2", "the role was moved by hand");

        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync() == "node1", "it went back to the better node");
        await Eventually.TrueAsync(
            async () => (await cluster["node2"].Http.GetFromJsonAsync("/v1/events", ContractsJson.Default.PageEventView))!.Items
                .Any(e => e.Type == "PrimaryReleased" && e.Reason!.Contains("failover priority", StringComparison.Ordinal)),
            "the reason is told");
    }

    private static async Task PauseAsync(AgentCluster cluster)
    {
        Assert.Equal(202, await PostAsync(cluster.Agents[0], "/v1/leader/pause"));
        Assert.Equal(202, await PostAsync(cluster.Agents[1], "/v1/leader/pause"));
        await Eventually.TrueAsync(
            async () => (await Task.WhenAll(cluster.Agents.Select(a => a.SelfAsync()))).All(s => s.Paused), "every agent knows of the pause");
    }

    private static Task VacantAsync(IReadOnlyList<AgentHost> agents) => Eventually.TrueAsync(
        async () => (await Task.WhenAll(agents.Select(a => a.LeaderAsync()))).All(l => l is null), "nobody is primary");

    /// <summary>Two leases of these tests, by the long poll that a vacancy does not end.</summary>
    private static async Task LeaseOverAsync(AgentHost agent)
    {
        using var answer = await agent.Http.GetAsync(new Uri("/v1/leader?after=0&wait=3s", UriKind.Relative));
        Assert.Equal(404, (int)answer.StatusCode);
    }

    private static async Task<int> SwitchOverAsync(AgentHost agent, string? to)
    {
        using var answer = await agent.Http.PostAsJsonAsync("/v1/leader/switchover", new SwitchoverRequest(to), ContractsJson.Default.SwitchoverRequest);
        return (int)answer.StatusCode;
    }

    private static async Task<int> PostAsync(AgentHost agent, string path)
    {
        using var answer = await agent.Http.PostAsync(new Uri(path, UriKind.Relative), content: null);
        return (int)answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> TypesAsync(AgentHost agent) =>
        [.. (await agent.Http.GetFromJsonAsync("/v1/events", ContractsJson.Default.PageEventView))!.Items.Select(e => e.Type)];
}
