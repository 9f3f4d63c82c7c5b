using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Storage.Tests.Fixtures;

namespace ClusterGateway.Storage.Tests;

public sealed class SqliteConformanceTests(SqliteFixture fixture) : StoreConformance(fixture), IClassFixture<SqliteFixture>;
