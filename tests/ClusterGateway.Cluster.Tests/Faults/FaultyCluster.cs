using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Faults;

/// <summary>Three agents of real processes over a store of their own, all of which may be killed.</summary>
internal sealed class FaultyCluster : IAsyncDisposable
{
    private readonly FakeApplication _application;
    private readonly ServerProcess? _server;

    private FaultyCluster(FakeApplication application, ServerProcess? server, TestCluster cluster)
    {
        _application = application;
        _server = server;
        Cluster = cluster;
    }

    public TestCluster Cluster { get; }

    /// <param name="store">As the agents' configuration names it.</param>
    public static async Task<FaultyCluster> StartAsync(string store)
    {
        var application = await FakeApplication.StartAsync("application");
        ServerProcess? server = store switch
        {
            "postgresql" => await PostgresServer.CreateAsync(),
            "redis" => await RedisServer.CreateAsync(),
            _ => null,
        };
        var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Store = store,
            StoreConnection = server?.ConnectionString,
            Applications = [.. Enumerable.Repeat(application.Address, 3)],
        });
        return new FaultyCluster(application, server, cluster);
    }

    /// <summary>Redis is spared: by default it may lose the last second, and what survives a crash of it is not promised.</summary>
    public FaultSchedule NewSchedule(int seed) =>
        new(Cluster, seed, _server is PostgresServer ? () => RestartAsync(_server) : null);

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await _application.DisposeAsync();
    }

    private static async Task RestartAsync(ServerProcess server)
    {
        await server.StopAsync(StopMode.Kill);
        await server.StartAsync();
    }
}
