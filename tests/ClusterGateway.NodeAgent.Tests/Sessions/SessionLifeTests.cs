using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

/// <summary>What ends a reference, and what does not.</summary>
public abstract class SessionLifeTests(StoreFixture fixture)
{
    // So that no test machine is so slow that a stopped agent counts as a dead node.
    private static readonly (string, string) Patient = ("Membership:Dead", "60s");

    // And none so slow that a reference that is touched over and over again ends between two touches.
    private static readonly (string, string) Quick = ("Sessions:IdleTime", "8s");

    [Fact]
    public async Task Idle_ForTheIdleTime_IsForgottenEverywhere_WhatIsTouchedStays()
    {
        var options = fixture.NewCluster();
        await using var cluster = new AgentCluster(() => fixture.Open(options));
        var agent = await cluster.AddAsync("node1", new ShiftedTime(TimeSpan.FromHours(1)), Quick);
        using var http = agent.Client(AgentHost.App);
        await PutAsync(http, "idle", 201);
        await PutAsync(http, "touched", 201);
        await PutAsync(http, "put again", 201);

        await Eventually.TrueAsync(
            async () =>
            {
                using var touched = await http.PostAsync(new Uri("/v1/sessions/touched/touch", UriKind.Relative), content: null);
                Assert.Equal(200, (int)touched.StatusCode);
                await PutAsync(http, "put again", 200);
                return await agent.StatusAsync("/v1/sessions?user=x") == 200 && await StatusAsync(http, "/v1/sessions/idle") == 404;
            },
            "the idle session was forgotten", TimeSpan.FromSeconds(60));

        await using var store = cluster.OpenStore();
        foreach (var prefix in new[] { "sessions/", "sessions-by-user/ann/", "sessions-by-node/node1/" })
        {
            Assert.Equal(2, await store.CountAsync(prefix, CancellationToken.None));
        }

        await PutAsync(http, "idle", 201);
    }

    [Fact]
    public async Task Agent_Restarted_ChangesNothing()
    {
        var options = fixture.NewCluster();
        await using var cluster = new AgentCluster(() => fixture.Open(options));
        await cluster.AddAsync("node1", settings: Patient);
        await cluster.AddAsync("node2", settings: Patient);
        await cluster.SettledAsync();
        using (var http = cluster["node1"].Client(AgentHost.App))
        {
            await PutAsync(http, "kept", 201);
        }

        await cluster["node1"].StopAsync();
        using (var elsewhere = cluster["node2"].Client(AgentHost.App))
        {
            // Its application lives, whatever its agent does.
            await Eventually.TrueAsync(
                async () => (await cluster["node2"].MembersAsync()).Items.Single(m => m.Id == "node1").LastSeen is null, "node1's agent counts as dead",
                TimeSpan.FromMinutes(3));
            await PutAsync(elsewhere, "kept", 409);
        }

        var again = await cluster.AddAsync("node1", settings: Patient);
        using var after = again.Client(AgentHost.App);
        await PutAsync(after, "kept", 200);
        await Eventually.TrueAsync(async () => (await again.SelfAsync()).Sessions == 1, "the new agent counts the session");
    }

    [Fact]
    public async Task Holder_DeadForAWhile_LosesItToOneWhoAsks()
    {
        await using var cluster = await AgentCluster.StartAsync(fixture, "node1", "node2", "node3");
        using var holder = cluster["node3"].Client(AgentHost.App);
        await PutAsync(holder, "moved", 201);
        cluster["node3"].Store.Cut();
        using var first = cluster["node1"].Client(AgentHost.App);
        using var second = cluster["node2"].Client(AgentHost.App);
        await PutAsync(first, "moved", 409);

        var codes = new List<int>();
        await Eventually.TrueAsync(
            async () =>
            {
                codes.AddRange(await Task.WhenAll(PutAsync(first, "moved"), PutAsync(second, "moved")));
                return codes.Contains(201);
            },
            "one of the living nodes has it");

        Assert.Equal(1, codes.Count(c => c == 201));
        Assert.All(codes.Where(c => c != 201), c => Assert.Contains(c, new[] { 200, 409 }));
        Assert.Equal(200, await StatusAsync(second, "/v1/sessions/moved"));
        await using var store = cluster.OpenStore();
        Assert.Equal(0, await store.CountAsync("sessions-by-node/node3/", CancellationToken.None));
    }

    private static async Task PutAsync(HttpClient http, string id, int expected) => Assert.Equal(expected, await PutAsync(http, id));

    private static async Task<int> PutAsync(HttpClient http, string id)
    {
        using var body = System.Net.Http.Json.JsonContent.Create(new SessionRequest("ann", "i1"), ContractsJson.Default.SessionRequest);
        using var response = await http.PutAsync(new Uri($"/v1/sessions/{Uri.EscapeDataString(id)}", UriKind.Relative), body);
        return (int)response.StatusCode;
    }

    private static async Task<int> StatusAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (int)response.StatusCode;
    }
}
