using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventOrderOnPostgreSqlTests(PostgreSqlFixture fixture) : EventOrderTests(fixture), IClassFixture<PostgreSqlFixture>;
