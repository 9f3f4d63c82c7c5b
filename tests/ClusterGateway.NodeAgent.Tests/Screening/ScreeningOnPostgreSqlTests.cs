using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Screening;

public sealed class ScreeningOnPostgreSqlTests(SharedAgents<PostgreSqlFixture> agents) : ScreeningTests(agents), IClassFixture<SharedAgents<PostgreSqlFixture>>;
