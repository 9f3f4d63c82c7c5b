using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Screening;

public sealed class ScreeningOnSqliteTests(SharedAgents<SqliteFixture> agents) : ScreeningTests(agents), IClassFixture<SharedAgents<SqliteFixture>>;
