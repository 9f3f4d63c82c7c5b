using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class LargeListOnSqliteTests(SqliteFixture fixture) : LargeListTests(fixture, entries: 30_000), IClassFixture<SqliteFixture>;
