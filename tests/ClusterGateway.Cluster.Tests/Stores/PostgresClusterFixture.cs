using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Stores;

public sealed class PostgresClusterFixture : StoreClusterFixture
{
    private PostgresServer? _server;

    public override ServerProcess Server => _server!;

    protected override TestClusterOptions Options => new() { Store = "postgresql", StoreConnection = _server!.ConnectionString };

    public override async Task InitializeAsync()
    {
        _server = await PostgresServer.CreateAsync();
        await base.InitializeAsync();
    }
}
