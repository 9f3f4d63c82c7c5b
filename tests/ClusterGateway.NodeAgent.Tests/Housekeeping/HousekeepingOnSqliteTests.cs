using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class HousekeepingOnSqliteTests(SqliteFixture fixture) : HousekeepingTests(fixture), IClassFixture<SqliteFixture>;
