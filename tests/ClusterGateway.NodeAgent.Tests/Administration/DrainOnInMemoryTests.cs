using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Administration;

public sealed class DrainOnInMemoryTests(InMemoryFixture fixture) : DrainTests(fixture), IClassFixture<InMemoryFixture>;
