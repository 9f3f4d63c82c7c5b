using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Favorites;

public sealed class FavoritesOnPostgreSqlTests(SharedAgents<PostgreSqlFixture> agents) : FavoriteTests(agents), IClassFixture<SharedAgents<PostgreSqlFixture>>;
