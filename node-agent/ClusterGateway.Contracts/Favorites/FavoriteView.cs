namespace ClusterGateway.Contracts.Favorites;

/// <summary>One favorite of a user: the item, as the application names it.</summary>
public sealed record FavoriteView(string Item);
