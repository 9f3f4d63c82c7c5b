using ClusterGateway.Testing.Disks;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests.Disks;

public sealed class SqliteFullDiskTests(SqliteFixture fixture) : FullDiskTests(fixture), IClassFixture<SqliteFixture>
{
    protected override async Task<IClusterStore> OpenOnAsync(SmallDisk disk)
    {
        var store = OpenAt($"Data Source={disk.Path}/cluster.db");
        await PutAsync(store, "before");
        return store;
    }
}
