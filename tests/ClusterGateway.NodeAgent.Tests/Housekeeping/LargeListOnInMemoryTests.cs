using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class LargeListOnInMemoryTests(InMemoryFixture fixture) : LargeListTests(fixture, entries: 30_000), IClassFixture<InMemoryFixture>;
