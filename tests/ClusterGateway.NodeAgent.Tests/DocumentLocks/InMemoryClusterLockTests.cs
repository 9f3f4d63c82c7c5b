using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class InMemoryClusterLockTests(InMemoryClusterLockTests.Fixture agents)
    : ClusterLockTests(agents), IClassFixture<InMemoryClusterLockTests.Fixture>
{
    public sealed class Fixture() : LockAgents(new InMemoryFixture());
}
