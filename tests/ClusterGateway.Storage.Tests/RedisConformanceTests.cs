using ClusterGateway.Storage.Tests.Conformance;
using ClusterGateway.Storage.Tests.Fixtures;

namespace ClusterGateway.Storage.Tests;

public sealed class RedisConformanceTests(RedisFixture fixture) : StoreConformance(fixture), IClassFixture<RedisFixture>;
