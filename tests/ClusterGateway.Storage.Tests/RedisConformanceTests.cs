using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests;

public sealed class RedisConformanceTests(RedisFixture fixture) : StoreConformance(fixture), IClassFixture<RedisFixture>;
