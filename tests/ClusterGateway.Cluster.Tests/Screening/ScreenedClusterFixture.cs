using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Screening;

/// <summary>Three gateways and two nodes over PostgreSQL, which the test can stop.</summary>
public sealed class ScreenedClusterFixture : ClusterFixture
{
    private PostgresServer? _server;

    public ServerProcess Server => _server!;

    protected override TestClusterOptions Options => new()
    {
        Nodes = 2,
        Gateways = 3,
        Store = "postgresql",
        StoreConnection = _server!.ConnectionString,
    };

    public override async Task InitializeAsync()
    {
        _server = await PostgresServer.CreateAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }
}
