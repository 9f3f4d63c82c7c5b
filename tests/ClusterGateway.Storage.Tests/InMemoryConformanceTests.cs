using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Storage.Tests.Fixtures;

namespace ClusterGateway.Storage.Tests;

public sealed class InMemoryConformanceTests(InMemoryFixture fixture) : StoreConformance(fixture), IClassFixture<InMemoryFixture>;
