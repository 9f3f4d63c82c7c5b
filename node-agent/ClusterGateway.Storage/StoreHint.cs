namespace ClusterGateway.Storage;

/// <summary>Something below the watched prefix may have changed; <see cref="Key"/> when the store knows which, otherwise null.</summary>
public readonly record struct StoreHint(string? Key);
