using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Events;

public sealed class EventOrderOnInMemoryTests(InMemoryFixture fixture) : EventOrderTests(fixture), IClassFixture<InMemoryFixture>;
