using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class DrainOnSqliteTests(SqliteFixture fixture) : DrainTests(fixture), IClassFixture<SqliteFixture>;
