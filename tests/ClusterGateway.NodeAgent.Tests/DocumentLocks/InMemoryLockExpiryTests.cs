using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class InMemoryLockExpiryTests(InMemoryFixture fixture) : LockExpiryTests(fixture), IClassFixture<InMemoryFixture>;
