using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Screening;

public sealed class ScreeningOnRedisTests(SharedAgents<RedisFixture> agents) : ScreeningTests(agents), IClassFixture<SharedAgents<RedisFixture>>;
