using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Stores;

/// <summary>A cluster on a store that is a server of its own, which the test can stop.</summary>
public abstract class StoreClusterFixture : ClusterFixture
{
    public abstract ServerProcess Server { get; }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }
}
