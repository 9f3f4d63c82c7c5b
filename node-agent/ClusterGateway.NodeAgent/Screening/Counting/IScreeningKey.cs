namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>The key of the hashes under which accounts and secrets are counted; the same on every node.</summary>
internal interface IScreeningKey
{
    /// <exception cref="Storage.StoreUnavailableException">It is in the store, and the store gives no answer.</exception>
    ValueTask<byte[]> GetAsync(CancellationToken cancellationToken);
}
