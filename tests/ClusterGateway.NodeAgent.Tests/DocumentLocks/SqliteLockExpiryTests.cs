using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class SqliteLockExpiryTests(SqliteFixture fixture) : LockExpiryTests(fixture), IClassFixture<SqliteFixture>;
