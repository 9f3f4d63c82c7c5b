using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionsOnRedisTests(SharedAgents<RedisFixture> agents) : SessionTests(agents), IClassFixture<SharedAgents<RedisFixture>>;
