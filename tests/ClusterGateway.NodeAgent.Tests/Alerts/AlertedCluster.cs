using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Alerts;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Alerts;

/// <summary>Agents that alert quickly, and the receiver of their webhook.</summary>
internal sealed class AlertedCluster : IAsyncDisposable
{
    private readonly AgentCluster _cluster = new();

    private AlertedCluster(WebhookReceiver ops) => Ops = ops;

    /// <summary>Who is told.</summary>
    public WebhookReceiver Ops { get; }

    public IReadOnlyList<AgentHost> Agents => _cluster.Agents;

    public static async Task<AlertedCluster> StartAsync(params string[] ids)
    {
        var cluster = new AlertedCluster(await WebhookReceiver.StartNewAsync());
        foreach (var id in ids)
        {
            await cluster.AddAsync(id);
        }

        if (ids.Length > 0)
        {
            await cluster.SettledAsync();
        }

        return cluster;
    }

    public Task<AgentHost> AddAsync(string id, params (string Key, string Value)[] settings) => _cluster.AddAsync(
        id, time: null,
        [
            ("Alerts:Webhooks:ops:Url", Ops.Url), ("Alerts:NodeDown", "3s"), ("Alerts:NoPrimary", "1m"), ("Alerts:StoreUnreachable", "2s"), ("Alerts:ResolveAfter", "1s"),
            .. settings,
        ]);

    public Task SettledAsync() => _cluster.SettledAsync();

    public Task<AgentHost> PrimaryAsync(params IReadOnlyList<AgentHost> agents) => _cluster.PrimaryAsync(agents);

    public IClusterStore OpenStore() => _cluster.OpenStore();

    /// <summary>Waits for as many messages, and nothing else was told.</summary>
    public async Task ToldAsync(params string[] messages)
    {
        await Eventually.TrueAsync(() => Ops.Messages.Count >= messages.Length, $"this was told: {string.Join(", ", messages)}");
        Assert.Equal(messages, Ops.Told);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Ops.DisposeAsync();
    }

    public static async Task<IReadOnlyList<AlertView>> OpenAsync(AgentHost agent) =>
        (await agent.Http.GetFromJsonAsync("/v1/alerts", ContractsJson.Default.PageAlertView))!.Items;

    public static async Task<List<(string Type, string? Node)>> EventsAsync(AgentHost agent) =>
        [.. (await agent.Http.GetFromJsonAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView))!.Items.Select(e => (e.Type, e.Node))];
}
