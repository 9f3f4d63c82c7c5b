using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class HousekeepingOnRedisTests(RedisFixture fixture) : HousekeepingTests(fixture), IClassFixture<RedisFixture>;
