using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Favorites;

public sealed class FavoritesOnSqliteTests(SharedAgents<SqliteFixture> agents) : FavoriteTests(agents), IClassFixture<SharedAgents<SqliteFixture>>;
