using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class LargeListOnRedisTests(RedisFixture fixture) : LargeListTests(fixture, entries: 30_000), IClassFixture<RedisFixture>;
