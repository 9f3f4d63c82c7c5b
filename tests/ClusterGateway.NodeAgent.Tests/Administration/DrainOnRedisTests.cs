using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class DrainOnRedisTests(RedisFixture fixture) : DrainTests(fixture), IClassFixture<RedisFixture>;
