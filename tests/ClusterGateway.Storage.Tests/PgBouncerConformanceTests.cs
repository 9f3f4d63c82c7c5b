using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Storage.Tests.Fixtures;

namespace ClusterGateway.Storage.Tests;

public sealed class PgBouncerConformanceTests(PgBouncerFixture fixture) : StoreConformance(fixture), IClassFixture<PgBouncerFixture>;
