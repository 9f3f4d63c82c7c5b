namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>From the configured secrets (<c>ClusterGateway:Encryption</c>), which the store does not hold.</summary>
internal sealed class DerivedScreeningKey(byte[] key) : IScreeningKey
{
    public ValueTask<byte[]> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(key);
}
