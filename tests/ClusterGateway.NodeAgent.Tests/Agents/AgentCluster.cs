using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.NodeAgent.Tests.Agents;

/// <summary>Several agents of one cluster in this process: over one in-memory database, or over a real store.</summary>
internal sealed class AgentCluster(Func<IClusterStore> openStore) : IAsyncDisposable
{
    private readonly List<AgentHost> _agents = [];

    public AgentCluster()
        : this(InMemory())
    {
    }

    public IReadOnlyList<AgentHost> Agents => _agents;

    public static Task<AgentCluster> StartAsync(params string[] ids) => StartAsync(InMemory(), WithTheRightTime(ids));

    public static Task<AgentCluster> StartAsync(StoreFixture fixture, params string[] ids) => StartAsync(fixture, WithTheRightTime(ids));

    public static Task<AgentCluster> StartAsync(StoreFixture fixture, params (string Id, TimeProvider Time)[] agents)
    {
        var options = fixture.NewCluster();
        return StartAsync(() => fixture.Open(options), agents);
    }

    private static async Task<AgentCluster> StartAsync(Func<IClusterStore> openStore, (string Id, TimeProvider Time)[] agents)
    {
        var cluster = new AgentCluster(openStore);
        foreach (var (id, time) in agents)
        {
            await cluster.AddAsync(id, time);
        }

        await cluster.SettledAsync();
        return cluster;
    }

    /// <summary>One more instance of the cluster's store, past every agent.</summary>
    public IClusterStore OpenStore() => openStore();

    public Task<AgentHost> AddAsync(string id, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        AddAsync(id, time, log: null, settings);

    public async Task<AgentHost> AddAsync(string id, TimeProvider? time, ILoggerProvider? log, params (string Key, string Value)[] settings)
    {
        var agent = await AgentHost.StartAsync(id, openStore(), time, log, settings);
        _agents.Add(agent);
        return agent;
    }

    public AgentHost this[string id] => _agents.Last(a => a.Id == id);

    /// <summary>Everybody lists everybody as healthy and agrees on one primary, and that one may be followed by all.</summary>
    public async Task SettledAsync()
    {
        await using var store = openStore();
        await Eventually.TrueAsync(
            async () =>
            {
                var lists = await Task.WhenAll(_agents.Select(a => a.MembersAsync()));
                return lists.All(l => l.Items.Count(m => m.Serving) == _agents.Count) && await AgreedPrimaryAsync() is not null
                    && await IsFailsafeKnownAsync(store);
            },
            "all agents see all agents and one primary");
    }

    /// <summary>A renewal after the last node joined has told the store that this one is asked too.</summary>
    private async Task<bool> IsFailsafeKnownAsync(IClusterStore store)
    {
        var entry = await store.GetAsync(LeaderKeys.Failsafe, CancellationToken.None);
        return entry is not null && RecordJson.Read(entry, LeadershipJson.Default.FailsafeRecord) is { } asked
            && _agents.All(a => asked.Nodes.Contains(a.Id));
    }

    /// <summary>The one node that says it is primary, when all of these agents name it; otherwise null.</summary>
    public async Task<string?> AgreedPrimaryAsync(params IReadOnlyList<AgentHost> agents)
    {
        agents = agents.Count > 0 ? agents : _agents;
        var leaders = await Task.WhenAll(agents.Select(a => a.LeaderAsync()));
        var selves = await Task.WhenAll(agents.Select(async a => (a.Id, Status: await a.StatusAsync("/primary"))));
        var primaries = selves.Where(s => s.Status == 200).Select(s => s.Id).ToList();
        Assert.True(primaries.Count <= 1, $"two primaries at once: {string.Join(", ", primaries)}");
        return primaries is [var only] && leaders.All(l => l?.NodeId == only) ? only : null;
    }

    public async Task<AgentHost> PrimaryAsync(params IReadOnlyList<AgentHost> agents)
    {
        string? primary = null;
        await Eventually.TrueAsync(async () => (primary = await AgreedPrimaryAsync(agents)) is not null, "the agents agree on a primary");
        return this[primary!];
    }

    /// <summary>All at once: each has a farewell of its own that takes a while.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_agents.Select(a => a.DisposeAsync().AsTask()));

    private static (string Id, TimeProvider Time)[] WithTheRightTime(string[] ids) => [.. ids.Select(id => (id, TimeProvider.System))];

    private static Func<IClusterStore> InMemory()
    {
        var database = new InMemoryDatabase();
        return () => new InMemoryStore(new StoreOptions("test", ""), TimeProvider.System, database);
    }
}
