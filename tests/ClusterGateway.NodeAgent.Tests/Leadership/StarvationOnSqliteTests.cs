using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

[Collection(AloneInTheProcess.Name)]
public sealed class StarvationOnSqliteTests(SqliteFixture fixture) : StarvationTests(fixture), IClassFixture<SqliteFixture>;
