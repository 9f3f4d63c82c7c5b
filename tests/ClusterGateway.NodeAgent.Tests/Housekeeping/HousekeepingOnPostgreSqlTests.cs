using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class HousekeepingOnPostgreSqlTests(PostgreSqlFixture fixture) : HousekeepingTests(fixture), IClassFixture<PostgreSqlFixture>;
