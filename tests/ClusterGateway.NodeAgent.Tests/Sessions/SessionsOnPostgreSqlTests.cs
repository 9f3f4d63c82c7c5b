using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionsOnPostgreSqlTests(SharedAgents<PostgreSqlFixture> agents) : SessionTests(agents), IClassFixture<SharedAgents<PostgreSqlFixture>>;
