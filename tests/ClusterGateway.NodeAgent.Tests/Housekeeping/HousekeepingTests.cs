using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public abstract class HousekeepingTests(StoreFixture fixture)
{
    // And with a lease that no test machine is too slow to renew.
    private static readonly (string, string)[] AllTheTime =
    [
        ("Housekeeping:Interval", "100ms"), ("Housekeeping:Batch", "2"), ("Sessions:IdleTime", "3s"),
        ("Leadership:Lease", "60s"), ("Leadership:Deadline", "40s"),
    ];

    [Fact]
    public async Task Expired_AreRemovedByThePrimaryAlone_InBatches_WhatIsTouchedStays()
    {
        var options = fixture.NewCluster();
        var stores = new List<RecordingStore>();
        await using var cluster = new AgentCluster(() =>
        {
            stores.Add(new RecordingStore(fixture.Open(options)));
            return stores[^1];
        });
        await cluster.AddAsync("node1", settings: AllTheTime);
        await cluster.AddAsync("node2", new ShiftedTime(TimeSpan.FromHours(1)), AllTheTime);
        await cluster.SettledAsync();
        using var first = cluster["node1"].Client(AgentHost.App);
        using var second = cluster["node2"].Client(AgentHost.App);
        var ids = Enumerable.Range(0, 5).Select(i => $"idle{i}").Append("touched").ToList();
        await Task.WhenAll(ids.Select(id => PutAsync(first, id)));

        await Eventually.TrueAsync(
            async () =>
            {
                var touched = await Task.WhenAll(TouchAsync(first, "touched"), TouchAsync(second, "touched"));
                Assert.All(touched, code => Assert.Equal(200, code));
                return stores.Sum(s => s.Purges.Sum()) >= 15;
            },
            "five sessions with two copies each were removed");

        var primary = await cluster.PrimaryAsync() == cluster["node1"] ? 0 : 1;
        Assert.Empty(stores[1 - primary].Purges);
        Assert.InRange(stores[primary].Purges.Max(), 1, 2);
        Assert.Equal(200, await TouchAsync(second, "touched"));
        Assert.Equal(404, await TouchAsync(second, "idle0"));
    }

    [Fact]
    public async Task Cluster_PurgedWithoutAPause_LivesOn()
    {
        await using var cluster = await AgentCluster.StartAsync(fixture, "node1", "node2", "node3");
        using var stop = new CancellationTokenSource();
        var purging = PurgeAsync(cluster.OpenStore(), stop.Token);
        var before = await cluster.PrimaryAsync();
        var term = (await before.SelfAsync()).Term;
        await ReportAsync(before);

        // A lease, heartbeats and what they leave behind expire.
        await before.KillAsync();
        var others = cluster.Agents.Where(a => a != before).ToList();
        var after = await cluster.PrimaryAsync(others);
        Assert.True((await after.SelfAsync()).Term > term);
        await Eventually.TrueAsync(
            async () => (await after.MembersAsync()).Items.Single(m => m.Id == before.Id) is { LastSeen: null, Health: Health.Unknown }, "the killed node is dead");
        await Eventually.TrueAsync(async () => (await after.MembersAsync()).Items.Count(m => m.Serving) == 2, "the living ones serve");

        // A switchover's wish and first chance, and a drain's deadline expire.
        var next = others.Single(a => a != after);
        // Refused while the next one is suspect for a moment, as it may be on a busy machine.
        await Eventually.TrueAsync(
            async () => await PostAsync(after, "/v1/leader/switchover", $$"""{"to":"{{next.Id}}"}""") == 202, "the switchover was accepted");
        await Eventually.TrueAsync(async () => await cluster.AgreedPrimaryAsync(others) == next.Id, "the role was handed over");
        Assert.Equal(202, await PostAsync(after, $"/v1/members/{after.Id}/drain", """{"deadline":"1s"}"""));
        await Eventually.TrueAsync(
            async () => (await after.SelfAsync()).AdministrativeState == AdministrativeState.Maintenance, "the drain ended at its deadline");
        var back = await cluster.AddAsync(before.Id);
        await Eventually.TrueAsync(async () => await back.StatusAsync("/readyz") == 200 && await back.StatusAsync("/health") == 200, "the killed node is back");

        await stop.CancelAsync();
        Assert.True(await purging > 0, "nothing was removed");
    }

    private static async Task<long> PurgeAsync(IClusterStore store, CancellationToken stop)
    {
        var removed = 0L;
        await using (store)
        {
            while (!stop.IsCancellationRequested)
            {
                removed += await store.PurgeExpiredAsync("", 100, CancellationToken.None);
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
            }
        }

        return removed;
    }

    private static async Task PutAsync(HttpClient http, string id)
    {
        using var answer = await http.PutAsJsonAsync($"/v1/sessions/{id}", new SessionRequest("ann", "i1"), ContractsJson.Default.SessionRequest);
        Assert.Equal(201, (int)answer.StatusCode);
    }

    private static async Task<int> TouchAsync(HttpClient http, string id)
    {
        using var answer = await http.PostAsync(new Uri($"/v1/sessions/{id}/touch", UriKind.Relative), content: null);
        return (int)answer.StatusCode;
    }

    private static async Task ReportAsync(AgentHost agent)
    {
        using var http = agent.Client(AgentHost.Gateway);
        var report = new GatewayReport { Url = "http://10.0.0.1:8080", Management = "http://127.0.0.1:8090" };
        using var answer = await http.PutAsJsonAsync("/v1/gateways/g1", report, ContractsJson.Default.GatewayReport);
        Assert.Equal(201, (int)answer.StatusCode);
    }

    private static async Task<int> PostAsync(AgentHost agent, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await agent.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (int)answer.StatusCode;
    }
}
