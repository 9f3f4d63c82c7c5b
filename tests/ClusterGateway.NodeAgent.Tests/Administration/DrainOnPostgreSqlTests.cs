using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class DrainOnPostgreSqlTests(PostgreSqlFixture fixture) : DrainTests(fixture), IClassFixture<PostgreSqlFixture>;
