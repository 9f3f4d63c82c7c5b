using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

[Collection(AloneInTheProcess.Name)]
public sealed class StarvationOnPostgreSqlTests(PostgreSqlFixture fixture) : StarvationTests(fixture), IClassFixture<PostgreSqlFixture>;
