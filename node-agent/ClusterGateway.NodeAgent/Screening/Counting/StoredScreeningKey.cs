using System.Security.Cryptography;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>
/// A random key of the cluster, kept in the store. Weaker than a configured secret: whoever has a copy of the store has the key too, and can
/// find out by trying which passwords were tried within the last window.
/// </summary>
internal sealed class StoredScreeningKey(IClusterStore store) : IScreeningKey
{
    private const int Bytes = 32;

    private volatile byte[]? _key;

    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken)
    {
        if (_key is { } known)
        {
            return known;
        }

        var made = RandomNumberGenerator.GetBytes(Bytes);
        var result = await store.CommitAsync(new StoreCommit(new StorePut(ScreeningKeys.HashKey, made, StoreCondition.Absent)) { Quiet = true }, cancellationToken);
        return _key = result.Committed ? made : result.Conflicts[0].Current!.Value.ToArray();
    }
}
