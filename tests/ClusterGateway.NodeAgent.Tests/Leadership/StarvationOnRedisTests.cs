using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

[Collection(AloneInTheProcess.Name)]
public sealed class StarvationOnRedisTests(RedisFixture fixture) : StarvationTests(fixture), IClassFixture<RedisFixture>;
