using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionLifeOnSqliteTests(SqliteFixture fixture) : SessionLifeTests(fixture), IClassFixture<SqliteFixture>;
