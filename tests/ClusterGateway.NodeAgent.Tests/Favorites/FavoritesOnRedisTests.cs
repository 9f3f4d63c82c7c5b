using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Favorites;

public sealed class FavoritesOnRedisTests(SharedAgents<RedisFixture> agents) : FavoriteTests(agents), IClassFixture<SharedAgents<RedisFixture>>;
