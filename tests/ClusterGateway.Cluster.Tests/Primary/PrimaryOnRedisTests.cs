using ClusterGateway.Cluster.Tests.Stores;

namespace ClusterGateway.Cluster.Tests.Primary;

public sealed class PrimaryOnRedisTests(RedisClusterFixture fixture) : PrimaryTests(fixture), IClassFixture<RedisClusterFixture>;
