using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests;

public sealed class PostgreSqlConformanceTests(PostgreSqlFixture fixture) : StoreConformance(fixture), IClassFixture<PostgreSqlFixture>;
