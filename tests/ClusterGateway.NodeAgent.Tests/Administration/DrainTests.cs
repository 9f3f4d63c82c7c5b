using System.Net.Http.Json;
using System.Text;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Administration;

/// <summary>Drains of real agents over every store, from the first session to the event.</summary>
public abstract class DrainTests(StoreFixture fixture)
{
    // So that no test machine is so slow that an agent which only stalls is taken for a dead one, or loses its role.
    private static readonly (string, string)[] Patient =
    [
        ("Membership:Suspect", "10s"), ("Membership:Dead", "20s"), ("Leadership:Lease", "8s"), ("Leadership:Renew", "1s"), ("Leadership:Deadline", "5s"),
    ];

    [Fact]
    public async Task Drain_LastReferenceGoes_EndsAtOnceThoughGatewaysHaveClientsBound()
    {
        await using var cluster = await StartAsync("node1", "node2");
        await ReferAsync(cluster["node2"], "a", "b");
        using var gateway = cluster["node1"].Client(AgentHost.Gateway);
        Assert.Equal(202, await PostAsync(cluster["node1"], "/v1/members/node2/drain", null));
        await Eventually.TrueAsync(() => IsSeenAsync(cluster, gateway, sessions: 2), "both agents showed both sessions");

        await EndAsync(cluster["node2"], "a");
        await Eventually.TrueAsync(() => IsSeenAsync(cluster, gateway, sessions: 1), "both agents showed the one that was left");
        Assert.InRange((await cluster["node2"].SelfAsync()).Drain!.Remaining, 1600, 1800);
        await EndAsync(cluster["node2"], "b");
        var ended = TimeProvider.System.GetTimestamp();

        await Eventually.TrueAsync(
            async () =>
            {
                await ReportAsync(gateway);
                return (await cluster["node2"].SelfAsync()).AdministrativeState == AdministrativeState.Maintenance;
            },
            "the drain ended");
        Assert.InRange(TimeProvider.System.GetElapsedTime(ended).TotalSeconds, 0, 10);
        var drained = await EventAsync(cluster["node1"], "node2", EventTypes.NodeDrained);
        Assert.Equal("no session is left", drained.Reason);
        Assert.Null((await cluster["node2"].SelfAsync()).Drain);
        Assert.Equal([EventTypes.NodeDrainStarted, EventTypes.NodeDrained], await DrainEventsAsync(cluster["node1"], "node2"));
    }

    [Fact]
    public async Task Drain_ItsAgentStops_AnotherEndsIt()
    {
        await using var cluster = await StartAsync("node1", "node2");
        await ReferAsync(cluster["node2"], "left");
        Assert.Equal(202, await PostAsync(cluster["node1"], "/v1/members/node2/drain", """{"deadline":"4s"}"""));

        await cluster["node2"].StopAsync();

        var drained = await EventAsync(cluster["node1"], "node2", EventTypes.NodeDrained);
        Assert.Equal(("the deadline has passed; sessions left: 1", "node1"), (drained.Reason, drained.Actor));
        await Eventually.TrueAsync(
            async () => (await MemberAsync(cluster["node1"], "node2")).AdministrativeState == AdministrativeState.Maintenance, "it is in maintenance");
    }

    [Fact]
    public async Task Drain_AgentRestarts_GoesOnToItsDeadline()
    {
        await using var cluster = await StartAsync("node1", "node2");
        await ReferAsync(cluster["node2"], "left");
        Assert.Equal(202, await PostAsync(cluster["node2"], "/v1/admin/drain", """{"deadline":"10m"}"""));
        await cluster["node2"].StopAsync();
        var again = await cluster.AddAsync("node2", settings: Patient);

        await Eventually.TrueAsync(async () => (await again.SelfAsync()).Drain is { Sessions: 1, Remaining: > 500 }, "it drains as before");

        Assert.Equal(202, await PostAsync(again, "/v1/admin/activate", null));
        await Eventually.TrueAsync(
            async () => await again.SelfAsync() is { AdministrativeState: AdministrativeState.Active, Drain: null }, "it is active again");
        await using var store = cluster.OpenStore();
        Assert.Null(await store.GetAsync("drains/node2", CancellationToken.None));
    }

    private async Task<AgentCluster> StartAsync(params string[] ids)
    {
        var options = fixture.NewCluster();
        var cluster = new AgentCluster(() => fixture.Open(options));
        foreach (var id in ids)
        {
            await cluster.AddAsync(id, settings: Patient);
        }

        await Eventually.TrueAsync(
            async () => (await Task.WhenAll(cluster.Agents.Select(a => a.MembersAsync()))).All(l => l.Items.Count(m => m.Serving) == ids.Length),
            "all agents see all agents",
            TimeSpan.FromMinutes(1));
        return cluster;
    }

    private static async Task<bool> IsSeenAsync(AgentCluster cluster, HttpClient gateway, long sessions)
    {
        await ReportAsync(gateway);
        var views = new[] { await cluster["node2"].SelfAsync(), await MemberAsync(cluster["node1"], "node2") };
        return views.All(v => v.Drain is { } drain && drain.Sessions == sessions && drain.CountedBy == SessionSource.References);
    }

    /// <summary>A gateway that knows of the drain, and has clients bound who signed out long ago.</summary>
    private static async Task ReportAsync(HttpClient gateway)
    {
        var report = new GatewayReport
        {
            Url = "http://10.0.0.1:8080",
            Management = "http://127.0.0.1:8090",
            Bound = new Dictionary<string, long> { ["node2"] = 5 },
            Draining = ["node2"],
        };
        using var answer = await gateway.PutAsJsonAsync("/v1/gateways/g1", report, ContractsJson.Default.GatewayReport);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task ReferAsync(AgentHost agent, params string[] sessions)
    {
        using var application = agent.Client(AgentHost.App);
        foreach (var id in sessions)
        {
            using var content = new StringContent("""{"user":"ann","instance":"i1"}""", Encoding.UTF8, "application/json");
            using var put = await application.PutAsync(new Uri($"/v1/sessions/{id}", UriKind.Relative), content);
            put.EnsureSuccessStatusCode();
        }
    }

    private static async Task EndAsync(AgentHost agent, string session)
    {
        using var application = agent.Client(AgentHost.App);
        using var ended = await application.DeleteAsync(new Uri($"/v1/sessions/{session}", UriKind.Relative));
        ended.EnsureSuccessStatusCode();
    }

    private static async Task<NodeView> MemberAsync(AgentHost agent, string id) => (await agent.MembersAsync()).Items.Single(m => m.Id == id);

    private static async Task<EventView> EventAsync(AgentHost agent, string node, string type)
    {
        EventView? found = null;
        await Eventually.TrueAsync(
            async () => (found = (await EventsAsync(agent)).FirstOrDefault(e => e.Node == node && e.Type == type)) is not null, $"{type} of {node}");
        return found!;
    }

    private static async Task<IEnumerable<string>> DrainEventsAsync(AgentHost agent, string node) =>
        (await EventsAsync(agent)).Where(e => e.Node == node && e.Type.Contains("Drain", StringComparison.Ordinal)).Select(e => e.Type);

    private static async Task<IReadOnlyList<EventView>> EventsAsync(AgentHost agent) =>
        (await agent.Http.GetFromJsonAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items;

    private static async Task<int> PostAsync(AgentHost agent, string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await agent.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (int)response.StatusCode;
    }
}
