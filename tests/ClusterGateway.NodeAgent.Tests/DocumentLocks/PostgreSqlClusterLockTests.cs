using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class PostgreSqlClusterLockTests(PostgreSqlClusterLockTests.Fixture agents)
    : ClusterLockTests(agents), IClassFixture<PostgreSqlClusterLockTests.Fixture>
{
    public sealed class Fixture() : LockAgents(new PostgreSqlFixture());
}
