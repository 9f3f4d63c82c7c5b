namespace ClusterGateway.NodeAgent.Favorites;

/// <summary>A favorite as it is stored: the item's name, which a long key does not tell.</summary>
internal sealed record FavoriteRecord(string Item);
