using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class FailsafeTests
{
    /// <summary>Not the quick timings of the other tests: a machine that is busy for a moment is no member that refuses.</summary>
    private static readonly (string Key, string Value)[] Steady = [("Leadership:Lease", "4.5s"), ("Leadership:Renew", "500ms"), ("Leadership:Deadline", "3s")];

    [Fact]
    public async Task StoreAwayForAll_ThePrimaryGoesOnInItsTerm_AlsoWhenItIsBack()
    {
        await using var cluster = await StartAsync(Steady);
        var primary = await cluster.PrimaryAsync();
        var term = (await primary.SelfAsync()).Term;

        CutAll(cluster);
        await Eventually.TrueAsync(async () => (await primary.SelfAsync()).Failsafe, "the primary is one without the store");
        for (var i = 0; i < 45; i++)
        {
            // 9 s: two leases.
            await WaitAsync(primary, "200ms");
            Assert.Equal(200, await primary.StatusAsync($"/primary?term={term}"));
            Assert.DoesNotContain(200, await Task.WhenAll(cluster.Agents.Where(a => a != primary).Select(a => a.StatusAsync("/primary"))));
        }

        cluster.Agents.ToList().ForEach(a => a.Store.Heal());
        await Eventually.TrueAsync(async () => !(await primary.SelfAsync()).Failsafe, "it has a lease again");
        Assert.Equal(200, await primary.StatusAsync($"/primary?term={term}"));
        Assert.Equal(primary, await cluster.PrimaryAsync());
        await Eventually.TrueAsync(
            async () => await TypesAsync(primary) is var types && types.Contains("FailsafeStarted") && types.Contains("FailsafeEnded") && !types.Contains("LeaseLost"),
            "it is told what happened");
    }

    [Fact]
    public async Task StoreSilentForAll_AnAcknowledgementCountsBeforeTheSilenceWasHeardOut()
    {
        // One question to the store takes 3 s then, and an acknowledgement milliseconds.
        await using var cluster = await StartAsync(("Leadership:Lease", "12s"), ("Leadership:Renew", "3s"), ("Leadership:Deadline", "7s"));
        var primary = await cluster.PrimaryAsync();

        cluster.Agents.ToList().ForEach(a => a.Store.FallSilent());

        await Eventually.TrueAsync(
            async () => await primary.SelfAsync() is { Failsafe: true, LeaseRemaining: > 10 }, "the primary trusted an acknowledgement at once");
    }

    [Fact]
    public async Task StoreAwayAndOneMemberDead_ThePrimaryStepsDown_AndOneIsElectedWhenTheStoreIsBack()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3");
        var primary = await cluster.PrimaryAsync();
        var term = (await primary.SelfAsync()).Term;
        var dead = cluster.Agents.First(a => a != primary);
        await dead.KillAsync();

        CutAll(cluster);
        await Eventually.TrueAsync(async () => await primary.StatusAsync("/primary") == 503, "without all members it steps down");

        var living = cluster.Agents.Where(a => a != dead).ToList();
        living.ForEach(a => a.Store.Heal());
        var after = await cluster.PrimaryAsync(living);
        Assert.True((await after.SelfAsync()).Term > term);
    }

    [Fact]
    public async Task PrimaryAloneCutOff_IsRefusedByThoseWhoReachTheStore()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2", "node3");
        var primary = await cluster.PrimaryAsync();
        var others = cluster.Agents.Where(a => a != primary).ToList();

        primary.Store.Cut();

        var after = await cluster.PrimaryAsync(others);
        Assert.NotEqual(primary, after);
        Assert.Equal(503, await primary.StatusAsync("/primary"));
        primary.Store.Heal();
        await Eventually.TrueAsync(
            async () => (await EventsAsync(after)).Any(e => e.Type == "LeaseLost" && e.Reason!.Contains("the store answers this node", StringComparison.Ordinal)),
            "the refusal is the reason");
    }

    [Fact]
    public async Task PrimaryAloneCutOff_NodeThatItDoesNotKnow_DoesNotCompeteWhileItGoesOn()
    {
        await using var cluster = new AgentCluster();
        var primary = await cluster.AddAsync("node1", settings: Steady);
        await cluster.SettledAsync();
        var term = (await primary.SelfAsync()).Term;
        primary.Store.Cut();
        await Eventually.TrueAsync(async () => (await primary.SelfAsync()).Failsafe, "the only node goes on without the store");

        var newcomer = await cluster.AddAsync("node2", settings: Steady);
        for (var i = 0; i < 45; i++)
        {
            await WaitAsync(primary, "200ms");
            Assert.Equal(200, await primary.StatusAsync($"/primary?term={term}"));
            Assert.NotEqual(200, await newcomer.StatusAsync("/primary"));
        }

        primary.Store.Heal();
        await Eventually.TrueAsync(async () => !(await primary.SelfAsync()).Failsafe, "it has a lease again");
        Assert.Equal(200, await primary.StatusAsync($"/primary?term={term}"));
    }

    [Fact]
    public async Task PrimaryCutOffBeforeItToldOfANode_ThatFollowsBecauseItWasAsked()
    {
        await using var cluster = new AgentCluster();
        var primary = await cluster.AddAsync("node1", settings: Steady);
        await cluster.SettledAsync();
        primary.Store.BeforeCommit = commit => commit.Operations.Any(o => o.Key == LeaderKeys.Failsafe)
            ? throw new StoreUnavailableException("cut off by the test")
            : Task.CompletedTask;
        var newcomer = await cluster.AddAsync("node2", settings: Steady);
        await Eventually.TrueAsync(async () => (await primary.MembersAsync()).Items.Count == 2, "the primary knew of node2");
        primary.Store.Cut();

        await Eventually.TrueAsync(async () => await newcomer.StatusAsync("/primary") == 200, "node2 became primary");
    }

    [Fact]
    public async Task PrimaryGone_NodeThatItDidNotKnow_FollowsAsSoonAsItIsRemoved()
    {
        await using var cluster = await AgentCluster.StartAsync("node1");
        await (await cluster.PrimaryAsync()).KillAsync();
        var newcomer = await cluster.AddAsync("node2");

        await Eventually.TrueAsync(
            async () =>
            {
                using var removed = await newcomer.Http.DeleteAsync(new Uri("/v1/members/node1", UriKind.Relative));
                return removed.IsSuccessStatusCode;
            },
            "node1 counted as dead and was removed");

        await Eventually.TrueAsync(async () => await newcomer.StatusAsync("/primary") == 200, "node2 became primary");
    }

    [Fact]
    public async Task FailsafeOff_StoreAwayForAll_ThePrimaryStepsDown()
    {
        await using var cluster = new AgentCluster();
        await cluster.AddAsync("node1", settings: ("Leadership:Failsafe", "false"));
        await cluster.AddAsync("node2", settings: ("Leadership:Failsafe", "false"));
        await cluster.SettledAsync();
        var primary = await cluster.PrimaryAsync();

        CutAll(cluster);

        await Eventually.TrueAsync(async () => await primary.StatusAsync("/primary") == 503, "it steps down");
    }

    [Fact]
    public async Task Acknowledge_AskedByAnybodyElse_IsForbiddenOrRefused()
    {
        await using var cluster = await AgentCluster.StartAsync("node1", "node2");
        var term = (await (await cluster.PrimaryAsync()).SelfAsync()).Term;

        Assert.Equal(403, await AcknowledgeAsync(cluster["node1"], AgentHost.Admin, new FailsafeRequest("cluster", "node2", term)));
        Assert.Equal(409, await AcknowledgeAsync(cluster["node1"], AgentHost.Agent, new FailsafeRequest("cluster", "node2", term)));
    }

    private static async Task<AgentCluster> StartAsync(params (string Key, string Value)[] timing)
    {
        var cluster = new AgentCluster();
        foreach (var id in (string[])["node1", "node2", "node3"])
        {
            await cluster.AddAsync(id, settings: timing);
        }

        await cluster.SettledAsync();
        return cluster;
    }

    private static void CutAll(AgentCluster cluster) => cluster.Agents.ToList().ForEach(a => a.Store.Cut());

    /// <summary>By the long poll, which nothing ends here.</summary>
    private static async Task WaitAsync(AgentHost agent, string bound)
    {
        using var answer = await agent.Http.GetAsync(new Uri($"/v1/leader?after={long.MaxValue}&wait={bound}", UriKind.Relative));
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static async Task<int> AcknowledgeAsync(AgentHost agent, string token, FailsafeRequest request)
    {
        using var http = agent.Client(token);
        using var answer = await http.PostAsJsonAsync("/v1/leader/failsafe", request, ContractsJson.Default.FailsafeRequest);
        return (int)answer.StatusCode;
    }

    private static async Task<IReadOnlyList<Contracts.Events.EventView>> EventsAsync(AgentHost agent) =>
        (await agent.Http.GetFromJsonAsync("/v1/events", ContractsJson.Default.PageEventView))!.Items;

    private static async Task<IReadOnlyList<string>> TypesAsync(AgentHost agent) => [.. (await EventsAsync(agent)).Select(e => e.Type)];
}
