namespace ClusterGateway.Cluster.Tests.Stores;

public sealed class RedisOutageTests(RedisClusterFixture fixture) : StoreOutageTests(fixture), IClassFixture<RedisClusterFixture>;
