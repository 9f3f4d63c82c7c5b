using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventOrderOnSqliteTests(SqliteFixture fixture) : EventOrderTests(fixture), IClassFixture<SqliteFixture>;
