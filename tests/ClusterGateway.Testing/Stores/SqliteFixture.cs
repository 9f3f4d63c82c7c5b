using ClusterGateway.Storage;
using ClusterGateway.Storage.Sqlite;

namespace ClusterGateway.Testing.Stores;

public sealed class SqliteFixture : StoreFixture
{
    private DirectoryInfo? _directory;

    public override Type StoreType => typeof(SqliteStore);

    public override bool HasServer => false;

    protected override string Connection => $"Data Source={_directory!.FullName}/made/on/demand/cluster.db";

    public override IClusterStore Open(StoreOptions options) => new SqliteStore(options, TimeProvider.System);

    public override Task InitializeAsync()
    {
        _directory = Directory.CreateTempSubdirectory("cluster-store-");
        return Task.CompletedTask;
    }

    public override Task DisposeAsync()
    {
        _directory!.Delete(recursive: true);
        return Task.CompletedTask;
    }
}
