using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Favorites;

public sealed class FavoritesOnInMemoryTests(SharedAgents<InMemoryFixture> agents) : FavoriteTests(agents), IClassFixture<SharedAgents<InMemoryFixture>>;
