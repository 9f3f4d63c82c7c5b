using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class RedisLockExpiryTests(RedisFixture fixture) : LockExpiryTests(fixture), IClassFixture<RedisFixture>;
