using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests;

public sealed class PgBouncerConformanceTests(PgBouncerFixture fixture) : StoreConformance(fixture), IClassFixture<PgBouncerFixture>;
