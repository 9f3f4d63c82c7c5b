using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class LargeListOnPostgreSqlTests(PostgreSqlFixture fixture) : LargeListTests(fixture, entries: 30_000), IClassFixture<PostgreSqlFixture>;
