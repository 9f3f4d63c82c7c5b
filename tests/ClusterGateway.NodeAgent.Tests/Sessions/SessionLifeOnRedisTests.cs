using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionLifeOnRedisTests(RedisFixture fixture) : SessionLifeTests(fixture), IClassFixture<RedisFixture>;
