using ClusterGateway.Storage;
using ClusterGateway.Storage.PostgreSql;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Testing.Stores;

public class PostgreSqlFixture : StoreFixture
{
    public override Type StoreType => typeof(PostgreSqlStore);

    public override bool HasServer => true;

    public PostgresServer Server { get; private set; } = null!;

    protected override string Connection => Server.ConnectionString;

    public override IClusterStore Open(StoreOptions options) => new PostgreSqlStore(options, TimeProvider.System);

    public override Task StopServerAsync() => Server.StopAsync(StopMode.Kill);

    public override Task StartServerAsync() => Server.StartAsync();

    public override async Task InitializeAsync() => Server = await PostgresServer.CreateAsync();

    public override async Task DisposeAsync() => await Server.DisposeAsync();
}
