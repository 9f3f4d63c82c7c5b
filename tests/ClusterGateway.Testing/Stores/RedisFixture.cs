using ClusterGateway.Storage;
using ClusterGateway.Storage.Redis;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Testing.Stores;

public sealed class RedisFixture : StoreFixture
{
    public override Type StoreType => typeof(RedisStore);

    public override bool HasServer => true;

    // appendfsync everysec: what was written to the file survives the process, though not the machine.
    public override bool KeepsAcknowledgedWrites => false;

    public RedisServer Server { get; private set; } = null!;

    protected override string Connection => Server.ConnectionString;

    public override IClusterStore Open(StoreOptions options) => new RedisStore(options, TimeProvider.System);

    public override Task StopServerAsync() => Server.StopAsync(StopMode.Kill);

    public override Task StartServerAsync() => Server.StartAsync();

    public override async Task InitializeAsync() => Server = await RedisServer.CreateAsync();

    public override async Task DisposeAsync() => await Server.DisposeAsync();
}
