namespace ClusterGateway.Storage;

/// <summary>What every provider is told.</summary>
/// <param name="Cluster">The cluster's name: several clusters may share one database.</param>
/// <param name="Connection">A connection string in the manner of the provider's own driver.</param>
public sealed record StoreOptions(string Cluster, string Connection)
{
    /// <summary>After this an operation without an answer is <see cref="StoreUnavailableException"/>. 0.1–60 s, default 3 s.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
