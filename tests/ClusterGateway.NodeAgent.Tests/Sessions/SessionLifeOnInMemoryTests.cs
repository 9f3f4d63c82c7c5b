using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionLifeOnInMemoryTests(InMemoryFixture fixture) : SessionLifeTests(fixture), IClassFixture<InMemoryFixture>;
