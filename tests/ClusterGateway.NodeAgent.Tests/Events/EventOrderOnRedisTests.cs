using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventOrderOnRedisTests(RedisFixture fixture) : EventOrderTests(fixture), IClassFixture<RedisFixture>;
