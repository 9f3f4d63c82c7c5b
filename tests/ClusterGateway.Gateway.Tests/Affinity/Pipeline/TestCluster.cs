namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>Some origins that are nodes, and the view of them.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public List<Origin> Origins { get; } = [];

    public SettableClusterView View { get; } = new();

    public RingOfAgents Ring { get; } = new();

    public Origin this[string id] => Origins.First(o => o.Id == id);

    public static async Task<TestCluster> StartAsync(int nodes = 3)
    {
        var cluster = new TestCluster();
        for (var i = 1; i <= nodes; i++)
        {
            cluster.Origins.Add(await Origin.StartAsync($"node{i}"));
            cluster.View.Set($"node{i}");
        }

        return cluster;
    }

    public Task<TestGateway> GatewayAsync(
        IReadOnlyDictionary<string, string?>? configuration = null, string? directory = null, TimeProvider? time = null, bool waitForKeys = true) =>
        TestGateway.StartAsync(Origins, View, Ring, configuration, directory, time, waitForKeys);

    public async ValueTask DisposeAsync()
    {
        foreach (var origin in Origins)
        {
            await origin.DisposeAsync();
        }
    }
}
