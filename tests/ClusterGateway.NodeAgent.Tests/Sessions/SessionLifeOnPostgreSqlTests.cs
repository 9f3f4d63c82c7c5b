using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionLifeOnPostgreSqlTests(PostgreSqlFixture fixture) : SessionLifeTests(fixture), IClassFixture<PostgreSqlFixture>;
