using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class RedisClusterLockTests(RedisClusterLockTests.Fixture agents)
    : ClusterLockTests(agents), IClassFixture<RedisClusterLockTests.Fixture>
{
    public sealed class Fixture() : LockAgents(new RedisFixture());
}
