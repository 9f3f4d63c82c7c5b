using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Housekeeping;

public sealed class HousekeepingOnInMemoryTests(InMemoryFixture fixture) : HousekeepingTests(fixture), IClassFixture<InMemoryFixture>;
