using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Storage.Tests.Fixtures;

namespace ClusterGateway.Storage.Tests;

public sealed class PostgreSqlConformanceTests(PostgreSqlFixture fixture) : StoreConformance(fixture), IClassFixture<PostgreSqlFixture>;
