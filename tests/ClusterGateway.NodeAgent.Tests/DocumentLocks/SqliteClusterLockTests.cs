using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class SqliteClusterLockTests(SqliteClusterLockTests.Fixture agents)
    : ClusterLockTests(agents), IClassFixture<SqliteClusterLockTests.Fixture>
{
    public sealed class Fixture() : LockAgents(new SqliteFixture());
}
