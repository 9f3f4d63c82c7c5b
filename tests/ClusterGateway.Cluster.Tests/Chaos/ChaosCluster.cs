using System.Collections.Concurrent;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Primacy;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>
/// Three agents, a gateway and a store, all real processes, with a breakable link between any two of them. From the start administrators
/// write through the gateway, every agent is asked what it is, and all of it is recorded.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private const int Size = 3;
    private static readonly TimeSpan EventsWithin = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("clustergateway-chaos-").FullName;
    private readonly ConcurrentQueue<AdminArrival> _arrivals = new();
    private readonly ConcurrentQueue<AgentDeath> _deaths = new();
    private readonly List<RecordingApplication> _applications = [];
    private readonly List<ChaosNode> _nodes = [];
    private readonly TestClock _clock = new();
    private readonly ChaosSecrets _secrets;
    private AgentPolls? _polls;
    private AdminWriter? _writer;
    private ChaosGateway? _gateway;
    private ChaosStore? _store;

    private ChaosCluster() => _secrets = new ChaosSecrets(Directory.CreateDirectory(Path.Combine(_directory, "secrets")).FullName);

    public IReadOnlyList<ChaosNode> Nodes => _nodes;

    public ChaosStore Store => _store ?? throw new InvalidOperationException("not started");

    /// <summary>The store's server; null when the store is a file.</summary>
    public ServerProcess? Server => Store.Servers is [var server, ..] ? server : null;

    public ChaosGateway Gateway => _gateway ?? throw new InvalidOperationException("not started");

    public AdminWriter Writer => _writer ?? throw new InvalidOperationException("not started");

    /// <param name="store">As <see cref="ChaosStore"/> names it.</param>
    /// <param name="further">Further environment of the agent with an index.</param>
    /// <param name="apart">Whether each agent is on a machine of its own, as far as the network is concerned.</param>
    public static async Task<ChaosCluster> StartAsync(
        string store, Func<int, IReadOnlyDictionary<string, string>>? further = null, bool apart = false)
    {
        var cluster = new ChaosCluster();
        try
        {
            cluster._store = await ChaosStore.StartAsync(store, cluster._directory);
            await cluster.StartProcessesAsync(further, apart);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public ChaosNode Node(string id) => _nodes.Single(node => node.Id == id);

    public IEnumerable<ChaosNode> Others(ChaosNode node) => _nodes.Where(n => n != node);

    /// <summary>The one that says it is primary now; null when there is none.</summary>
    public PrimaryReading? Primary => _nodes.Select(node => _polls!.Of(node.Id)).FirstOrDefault(r => r is { IsPrimary: true });

    public PrimaryReading? LastOf(ChaosNode node) => _polls!.Of(node.Id);

    public async Task<(ChaosNode Node, long Term)> PrimaryAsync(TimeSpan? within = null)
    {
        PrimaryReading? primary = null;
        await EventuallyAsync(() => (primary = Primary) is not null, "there was a primary", within);
        return (Node(primary!.Node), primary.Term);
    }

    /// <summary>Somebody is primary in a higher term, and a write goes through.</summary>
    /// <returns>The new primary, and how long it took from the call.</returns>
    public async Task<(ChaosNode Node, long Term, TimeSpan Took)> SuccessorAsync(long term, TimeSpan within)
    {
        var since = _clock.Now;
        PrimaryReading? primary = null;
        await EventuallyAsync(() => (primary = Primary)?.Term > term, $"there was a primary after term {term}", within);
        var took = _clock.Now - since;
        await WritesPassAsync();
        return (Node(primary!.Node), primary.Term, took);
    }

    /// <summary>Another write than those before is accepted.</summary>
    public async Task WritesPassAsync()
    {
        var before = _writer!.Acknowledged.Count;
        await EventuallyAsync(() => _writer.Acknowledged.Count > before, "a write passed through the gateway", TimeSpan.FromSeconds(40));
    }

    public async Task KillAgentAsync(ChaosNode node, Signal signal = Signal.Kill)
    {
        await node.SignalAsync(signal);
        _deaths.Enqueue(new AgentDeath(node.Id, _clock.Now));
    }

    public Task StartAgentAsync(ChaosNode node, IReadOnlyDictionary<string, string>? further = null)
    {
        node.Start(ApplicationOf(node), further);
        return EventuallyAsync(() => LastOf(node) is not null, $"the agent of {node.Id} answered", TimeSpan.FromSeconds(60));
    }

    public Task StopApplicationAsync(ChaosNode node) => _applications[_nodes.IndexOf(node)].StopAsync();

    public Task StartApplicationAsync(ChaosNode node) => _applications[_nodes.IndexOf(node)].StartAsync();

    /// <summary>Every agent finds every node healthy, active and alive.</summary>
    public Task AllHealthyAsync() => Eventually.TrueAsync(
        async () => (await Task.WhenAll(_nodes.Select(node => node.MembersAsync()))).All(members => members.Count == Size
            && members.All(m => m is { Health: NodeHealth.Healthy, AdministrativeState: AdministrativeState.Active })),
        "all agents found all nodes healthy", TimeSpan.FromSeconds(60));

    public ChildProcess StartClone(ChaosNode node) => node.StartClone(ApplicationOf(node), Path.Combine(_directory, $"{node.Id}-clone"));

    /// <summary>As it was before any fault: links whole, agents alive, a primary, writes.</summary>
    public async Task HealAsync()
    {
        foreach (var node in _nodes)
        {
            node.Heal();
            if (!node.IsRunning)
            {
                node.Start(ApplicationOf(node));
            }
        }

        await EventuallyAsync(() => _nodes.All(node => LastOf(node) is not null), "all agents answered", TimeSpan.FromSeconds(60));
        await PrimaryAsync(TimeSpan.FromSeconds(60));
        await WritesPassAsync();
    }

    public async Task EventuallyAsync(Func<bool> condition, string what, TimeSpan? within = null)
    {
        try
        {
            await Eventually.TrueAsync(condition, what, within);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\n{Outputs}", exception);
        }
    }

    /// <summary>Everything that was recorded until now.</summary>
    public async Task<AdminHistory> HistoryAsync()
    {
        var acknowledged = _writer!.Acknowledged.ToArray();
        var events = await _nodes.First(node => node.IsRunning).EventsAsync();
        return new AdminHistory
        {
            Acknowledged = acknowledged,
            Arrivals = [.. _arrivals],
            Readings = [.. _polls!.Readings],
            Events = events,
            Deaths = [.. _deaths],
            StoreForgets = Store.Forgets,
        };
    }

    /// <summary>Nothing that was recorded until now breaks a rule; an agent may still be about to tell the store how its term ended.</summary>
    public async Task AssertHistoryAsync()
    {
        AdminHistory? history = null;
        IReadOnlyList<string> violations = [];
        var since = _clock.Now;
        while (history is null || (violations.Count > 0 && _clock.Now - since < EventsWithin))
        {
            await Task.Delay(EventsWithin / 20, TimeProvider.System);
            history = await HistoryAsync();
            violations = history.Violations;
        }

        Assert.True(violations.Count == 0, $"{string.Join('\n', violations.Take(20))}\n{Summary}\n{(violations.Count == 0 ? "" : Outputs)}");
        Assert.NotEmpty(history.Arrivals);
    }

    public string Summary => $"{_clock.Now.TotalSeconds:0.0} s; {_writer}; {_arrivals.Count} reached an application, "
        + $"{_arrivals.Count(a => a.Accepted is not null)} accepted, in terms {string.Join(", ", _arrivals.Select(a => a.Term).Distinct().Order())}";

    public async ValueTask DisposeAsync()
    {
        IEnumerable<IAsyncDisposable?> parts = [_writer, _polls, _gateway, .. _nodes, .. _applications, _store];
        foreach (var part in parts.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private string Outputs => string.Join("\n", _nodes.Select(node => $"--- {node.Id}\n{Tail(node.Output)}").Append($"--- gateway\n{Tail(_gateway?.Output ?? "")}"));

    private static string Tail(string output) => string.Join('\n', output.Split('\n').TakeLast(40));

    private Uri ApplicationOf(ChaosNode node) => _applications[_nodes.IndexOf(node)].Address;

    private async Task StartProcessesAsync(Func<int, IReadOnlyDictionary<string, string>>? further, bool apart)
    {
        for (var i = 0; i < Size; i++)
        {
            var network = apart ? await NetworkNamespace.CreateAsync() : null;
            var link = Store.Near is { } near ? TcpFault.InFrontOf("127.0.0.1", near.Port, network?.Cable.Here) : null;
            var id = $"node{i + 1}";
            var directory = Path.Combine(_directory, id);
            var node = new ChaosNode(id, FreePort.Next(), directory, Store.Provider, Store.ConnectionThrough(link), _secrets, link, network);
            _nodes.Add(node);
            _applications.Add(await RecordingApplication.StartAsync(id, node.Agent, _arrivals, _clock));
        }

        _polls = new AgentPolls(_nodes, _clock);
        for (var i = 0; i < Size; i++)
        {
            _nodes[i].Start(_applications[i].Address, further?.Invoke(i));
        }

        _gateway = new ChaosGateway(Path.Combine(_directory, "gateway"), _nodes, _secrets);
        _gateway.Start();
        _writer = new AdminWriter(_gateway.Url);
        await EventuallyAsync(() => _nodes.All(node => LastOf(node) is not null), "all agents answered", TimeSpan.FromSeconds(60));
        await WritesPassAsync();
    }
}
