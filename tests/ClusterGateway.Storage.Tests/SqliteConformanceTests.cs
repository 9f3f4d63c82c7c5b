using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests;

public sealed class SqliteConformanceTests(SqliteFixture fixture) : StoreConformance(fixture), IClassFixture<SqliteFixture>;
