using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Stores;

public sealed class RedisClusterFixture : StoreClusterFixture
{
    private RedisServer? _server;

    public override ServerProcess Server => _server!;

    protected override TestClusterOptions Options => new() { Store = "redis", StoreConnection = _server!.ConnectionString };

    public override async Task InitializeAsync()
    {
        _server = await RedisServer.CreateAsync();
        await base.InitializeAsync();
    }
}
