namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>A key that the ring lacks.</summary>
/// <param name="Id">Of its element; who stores an id second has lost and takes the winner's.</param>
/// <param name="IsFirst">Only into an empty ring.</param>
internal sealed record KeyToCreate(string Id, bool IsFirst, DateTimeOffset Activation, DateTimeOffset Expiration);
