using ClusterGateway.Testing.Disks;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests.Disks;

/// <summary>Its append-only file cannot grow.</summary>
public sealed class RedisFullDiskTests(RedisFixture fixture) : FullDiskTests(fixture), IClassFixture<RedisFixture>
{
    protected override async Task<IClusterStore> OpenOnAsync(SmallDisk disk)
    {
        var server = Use(await RedisServer.CreateAsync("--dir", disk.Path));
        return OpenAt(server.ConnectionString);
    }
}
