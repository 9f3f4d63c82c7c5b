using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class PostgreSqlLockExpiryTests(PostgreSqlFixture fixture) : LockExpiryTests(fixture), IClassFixture<PostgreSqlFixture>;
