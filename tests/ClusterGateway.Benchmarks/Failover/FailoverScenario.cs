using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Benchmarks.Failover;

/// <summary>The primary ends again and again, in one way after the other, while administrators ask; on each store, with each profile.</summary>
internal sealed class FailoverScenario(FailoverOptions options)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static readonly (string Name, Func<TestCluster, string, Task> Inject, Func<TestCluster, string, Task> Repair)[] Faults =
    [
        ("killed", (cluster, node) => cluster.KillNodeAsync(node), (cluster, node) => cluster.StartNodeAsync(node)),
        ("terminated", (cluster, node) => cluster.KillAgentAsync(node, Signal.Terminate), (cluster, node) => cluster.StartAgentAsync(node)),
        ("drained", (cluster, node) => cluster.CommandAsync($"nodes/{node}/drain"), (cluster, node) => cluster.CommandAsync($"nodes/{node}/activate")),
        ("switched over", (cluster, _) => cluster.CommandAsync("switchover"), (_, _) => Task.CompletedTask),
    ];

    /// <param name="measured">Called with each result as soon as it is known.</param>
    public async Task RunAsync(Action<FailoverResult> measured)
    {
        foreach (var store in options.Stores)
        {
            foreach (var profile in options.Profiles)
            {
                await MeasureAsync(store, profile, measured);
            }
        }
    }

    private async Task MeasureAsync(string store, string profile, Action<FailoverResult> measured)
    {
        await using ServerProcess server = store == "redis" ? await RedisServer.CreateAsync() : await PostgresServer.CreateAsync();
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Store = store,
            StoreConnection = server.ConnectionString,
            AgentEnvironment = new Dictionary<string, string> { ["ClusterGateway__Leadership__Profile"] = profile },
        });
        await using var load = new AdminLoad(cluster);
        foreach (var (name, inject, repair) in Faults)
        {
            var runs = new List<FailoverRun>();
            while (runs.Count < options.Runs)
            {
                runs.Add(await RunAsync(cluster, load, inject, repair));
            }

            measured(new FailoverResult(store, profile, name, runs));
        }
    }

    private static async Task<FailoverRun> RunAsync(
        TestCluster cluster, AdminLoad load, Func<TestCluster, string, Task> inject, Func<TestCluster, string, Task> repair)
    {
        var before = await CalmAsync(cluster, load);
        var last = await EventsAsync(cluster, before.Other, "") is [.., var newest] ? newest.Id : "";
        var fault = load.Now;
        var injecting = inject(cluster, before.Primary);
        await Eventually.TrueAsync(
            () => load.Since(fault).Any(a => a.Node is not null && a.Node != before.Primary), "another primary answers administrators", Bound);
        var answers = load.Since(fault);
        await injecting;
        var vacancy = await VacancyAsync(cluster, before.Other, last);
        await repair(cluster, before.Primary);
        return new FailoverRun(
            answers.First(a => a.Node is not null && a.Node != before.Primary).Ended - fault,
            answers.Max(a => a.Took),
            vacancy,
            answers.Count(a => a.Node is null));
    }

    /// <summary>All nodes are healthy and one is primary, and administrators are answered by it.</summary>
    private static async Task<(string Primary, string Other)> CalmAsync(TestCluster cluster, AdminLoad load)
    {
        string? primary = null;
        await Eventually.TrueAsync(
            async () => await cluster.StatusAsync() is { Primary: not null } status
                && status.Nodes.All(n => n is { Serving: true, AdministrativeState: Contracts.Nodes.AdministrativeState.Active })
                && (primary = status.Primary) is not null,
            "the cluster is calm", Bound);
        var now = load.Now;
        await Eventually.TrueAsync(() => load.Since(now).Any(a => a.Node == primary), "the primary answers", Bound);
        return (primary!, cluster.File.Nodes.First(n => n.Id != primary).Id);
    }

    private static async Task<TimeSpan?> VacancyAsync(TestCluster cluster, string node, string after)
    {
        IReadOnlyList<EventView> events = [];
        await Eventually.TrueAsync(
            async () => (events = await EventsAsync(cluster, node, after)).Any(e => e.Type == EventTypes.PrimaryElected), "the election is in the log", Bound);
        var released = events.FirstOrDefault(e => e.Type == EventTypes.PrimaryReleased);
        return released is null ? null : events.First(e => e.Type == EventTypes.PrimaryElected && e.Term > released.Term).Time - released.Time;
    }

    private static async Task<IReadOnlyList<EventView>> EventsAsync(TestCluster cluster, string node, string after)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.File.Tokens.Admin);
        var address = new Uri(cluster.Node(node).Agent, $"/v1/events?limit=1000&after={after}");
        return (await http.GetFromJsonAsync(address, ContractsJson.Default.PageEventView))!.Items;
    }
}
