using ClusterGateway.Testing.Disks;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests.Disks;

public sealed class SqliteFullDiskTests(SqliteFixture fixture) : FullDiskTests(fixture), IClassFixture<SqliteFixture>
{
    protected override Task<IClusterStore> OpenOnAsync(SmallDisk disk) => Task.FromResult(OpenAt($"Data Source={disk.Path}/cluster.db"));
}
