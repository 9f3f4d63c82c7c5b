namespace ClusterGateway.NodeAgent.Favorites;

internal static class FavoriteServiceCollectionExtensions
{
    public static IServiceCollection AddFavorites(this IServiceCollection services) => services.AddSingleton<FavoriteStore>();
}
