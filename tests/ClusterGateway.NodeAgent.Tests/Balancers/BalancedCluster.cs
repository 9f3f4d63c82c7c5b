using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Nodes;

namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>
/// Three nodes as the samples for other balancers expect them: applications and agents on the same ports of three addresses. All of 127/8 is this
/// machine on Linux, so a sample runs as it is written, but for the network and the ports.
/// </summary>
internal sealed class BalancedCluster : IAsyncDisposable
{
    private const string Network = "127.1.0.";

    private readonly int _application = FreePort.Next();
    private readonly int _agent = FreePort.Next();
    private readonly int _users = FreePort.Next();
    private readonly int _administration = FreePort.Next();
    private readonly AgentCluster _agents = new();
    private readonly List<FakeApplication> _applications = [];

    public static IReadOnlyList<string> Ids { get; } = ["node1", "node2", "node3"];

    public AgentHost this[string id] => _agents[id];

    public static async Task<BalancedCluster> StartAsync()
    {
        var cluster = new BalancedCluster();
        foreach (var (index, id) in Ids.Index())
        {
            await cluster.AddAsync(id, $"{Network}{index + 1}");
        }

        await cluster._agents.SettledAsync();
        return cluster;
    }

    public FakeApplication Application(string id) => _applications.Single(a => a.NodeId == id);

    public Task<AgentHost> PrimaryAsync() => _agents.PrimaryAsync();

    /// <summary>A sample's text for this cluster.</summary>
    public string Sample(string path, params (string From, string To)[] replacements)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "samples/balancers", path));
        (string From, string To)[] places =
        [
            ("10.0.0.", Network), ("8080", $"{_application}"), ("7400", $"{_agent}"), ("7401", $"{_users}"), ("7402", $"{_administration}"),
        ];
        Assert.All(replacements, r => Assert.Contains(r.From, text, StringComparison.Ordinal));
        foreach (var (from, to) in places.Concat(replacements))
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return text;
    }

    public async ValueTask DisposeAsync()
    {
        await _agents.DisposeAsync();
        foreach (var application in _applications)
        {
            await application.DisposeAsync();
        }
    }

    private async Task AddAsync(string id, string host)
    {
        var application = await FakeApplication.StartAsync(id, host, _application);
        _applications.Add(application);
        await _agents.AddAsync(
            id, time: null,
            (AgentHost.Urls, $"http://{host}:{_agent}"),
            ("Node:Application", application.Address.AbsoluteUri),
            ("AgentCheck:Serving", $"{host}:{_users}"),
            ("AgentCheck:Primary", $"{host}:{_administration}"),

            // Without a store there is no primary here.
            ("Leadership:Failsafe", "false"));
    }
}
