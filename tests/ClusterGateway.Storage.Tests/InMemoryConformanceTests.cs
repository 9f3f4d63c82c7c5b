using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests;

public sealed class InMemoryConformanceTests(InMemoryFixture fixture) : StoreConformance(fixture), IClassFixture<InMemoryFixture>;
