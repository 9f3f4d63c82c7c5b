using System.Globalization;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Hooks;

public sealed class HookTests : IDisposable
{
    private readonly HookScripts _scripts = new();

    public void Dispose() => _scripts.Dispose();

    [Fact]
    public async Task Stop_OfThePrimary_RunsBecameAndLostInTheirTerm()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null,
            [.. _scripts.Hook("OnBecamePrimary"), .. _scripts.Hook("OnLostPrimary", "sleep 1; " + _scripts.Say("lost ended"))]);
        await Eventually.TrueAsync(() => _scripts.Lines.Count == 1, "OnBecamePrimary ran");
        var term = (await agent.LeaderAsync())!.Term;
        var succeeded = await EventAsync(agent, EventTypes.HookSucceeded);

        await agent.StopAsync();

        Assert.Equal([$"OnBecamePrimary node1 primary {term}", $"OnLostPrimary node1 secondary {term}", "lost ended"], _scripts.Lines);
        Assert.Equal(("node1", "OnBecamePrimary", term), (succeeded.Node, succeeded.Detail, succeeded.Term));
    }

    [Fact]
    public async Task BecamePrimary_CommandFails_AnotherNodeBecomesPrimary()
    {
        await using var cluster = new AgentCluster();
        var first = await cluster.AddAsync("node1", time: null, _scripts.Hook("OnBecamePrimary", "echo no volume >&2; exit 3"));
        await EventAsync(first, EventTypes.PrimaryElected);
        await cluster.AddAsync("node2");

        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync() == "node2", "node2 became primary");

        var failed = await EventAsync(first, EventTypes.HookFailed);
        Assert.Matches("^OnBecamePrimary ended with exit code 3 after .* s: no volume$", failed.Reason);
        var released = await EventAsync(first, EventTypes.PrimaryReleased);
        Assert.Equal(failed.Reason, released.Reason);
    }

    [Fact]
    public async Task BecamePrimary_CommandHangs_IsKilledAtItsLimitWhileTheTermGoesOn()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync(
            "node1", time: null, _scripts.Hook("OnBecamePrimary", $"sleep 600 & {_scripts.Say("$!")}; wait", "4s"));
        await Eventually.TrueAsync(() => _scripts.Lines.Count == 2, "the command runs");
        var child = int.Parse(_scripts.Lines[1], CultureInfo.InvariantCulture);
        var term = (await agent.LeaderAsync())!.Term;

        // The lease of 1.5 s has run out by then unless it was renewed.
        var failed = await EventAsync(agent, EventTypes.HookFailed);

        Assert.Equal(("OnBecamePrimary did not end within 4s and was killed", term), (failed.Reason, failed.Term));
        Assert.DoesNotContain(await EventsAsync(agent), e => e.Type == EventTypes.LeaseLost);
        var released = await EventAsync(agent, EventTypes.PrimaryReleased);
        Assert.Equal(term, released.Term);
        await Eventually.TrueAsync(() => !OtherProcess.IsRunning(child), "what the command had started was killed");
    }

    [Fact]
    public async Task BecamePrimary_LeavesAProgramBehindThatKeepsItsOutputOpen_IsOverAtItsLimit()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null, _scripts.Hook("OnBecamePrimary", $"sleep 600 & {_scripts.Say("$!")}", "2s"));
        await Eventually.TrueAsync(() => _scripts.Lines.Count == 2, "the command ran");
        try
        {
            Assert.Equal("OnBecamePrimary did not end within 2s and was killed", (await EventAsync(agent, EventTypes.HookFailed)).Reason);
        }
        finally
        {
            await OtherProcess.SignalAsync(int.Parse(_scripts.Lines[1], CultureInfo.InvariantCulture), Signal.Kill);
        }
    }

    [Fact]
    public async Task LostPrimary_WhileBecameRuns_KillsThatFirst()
    {
        await using var cluster = new AgentCluster();
        var first = await cluster.AddAsync("node1", time: null,
            [.. _scripts.Hook("OnBecamePrimary", "sleep 600"), .. _scripts.Hook("OnLostPrimary")]);
        await EventAsync(first, EventTypes.PrimaryElected);
        await cluster.AddAsync("node2");
        await cluster.SettledAsync();
        await Eventually.TrueAsync(() => _scripts.Lines.Count == 1, "OnBecamePrimary runs on node1");

        using var response = await first.Http.PostAsync(new Uri("/v1/leader/switchover", UriKind.Relative), null);

        await Eventually.TrueAsync(() => _scripts.Lines.Count == 2, "OnLostPrimary ran");
        Assert.StartsWith("OnLostPrimary node1 secondary ", _scripts.Lines[1], StringComparison.Ordinal);
        Assert.Contains("was stopped after", (await EventAsync(first, EventTypes.HookFailed)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drain_OfThisNode_RunsItsHookOnce()
    {
        await using var cluster = new AgentCluster();
        await cluster.AddAsync("node1");
        await cluster.AddAsync("node2", time: null, _scripts.Hook("OnDrain"));
        await cluster.SettledAsync();

        using var response = await cluster["node1"].Http.PostAsync(new Uri("/v1/members/node2/drain", UriKind.Relative), null);

        var ran = await EventAsync(cluster["node1"], EventTypes.HookSucceeded);
        Assert.Equal(("node2", "OnDrain"), (ran.Node, ran.Detail));
        Assert.StartsWith("OnDrain node2 secondary ", Assert.Single(_scripts.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unhealthy_ApplicationGone_RunsOnFaultOnce()
    {
        await using var application = await FakeApplication.StartAsync("node1");
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null,
            [
                ("Node:Application", application.Address.ToString()), ("Node:Checks:app:Type", "http"), ("Node:Checks:app:Interval", "100ms"),
                .. _scripts.Hook("OnFault"),
            ]);
        await cluster.SettledAsync();

        await application.StopAsync();

        Assert.Equal("OnFault", (await EventAsync(agent, EventTypes.HookSucceeded)).Detail);
        Assert.Single(_scripts.Lines);
    }

    [Fact]
    public async Task BecamePrimary_NoSuchProgram_FailsAndIsTriedAgainAfterAPause()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null,
            ("Hooks:OnBecamePrimary:Command:0", "/no/such/program"), ("Leadership:HandOver", "500ms"));

        await Eventually.TrueAsync(
            async () => (await EventsAsync(agent)).Count(e => e.Type == EventTypes.HookFailed) == 2, "the only node tried again");

        Assert.Contains("could not be started", (await EventAsync(agent, EventTypes.HookFailed)).Reason, StringComparison.Ordinal);
    }

    private static async Task<EventView> EventAsync(AgentHost agent, string type)
    {
        EventView? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await EventsAsync(agent)).FirstOrDefault(e => e.Type == type)) is not null, $"the event {type} was written");
        return found!;
    }

    private static async Task<IReadOnlyList<EventView>> EventsAsync(AgentHost agent) =>
        (await agent.Http.GetFromJsonAsync("/v1/events", ContractsJson.Default.PageEventView))!.Items;
}
