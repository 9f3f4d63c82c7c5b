using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionsOnSqliteTests(SharedAgents<SqliteFixture> agents) : SessionTests(agents), IClassFixture<SharedAgents<SqliteFixture>>;
