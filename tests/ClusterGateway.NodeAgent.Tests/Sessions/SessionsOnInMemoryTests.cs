using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionsOnInMemoryTests(SharedAgents<InMemoryFixture> agents) : SessionTests(agents), IClassFixture<SharedAgents<InMemoryFixture>>;
