using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;

namespace ClusterGateway.Testing.Stores;

public sealed class InMemoryFixture : StoreFixture
{
    private readonly InMemoryDatabase _database = new();

    public override Type StoreType => typeof(InMemoryStore);

    public override bool HasServer => false;

    protected override string Connection => "";

    public override IClusterStore Open(StoreOptions options) => new InMemoryStore(options, TimeProvider.System, _database);
}
