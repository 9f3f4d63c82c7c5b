using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// The key ring that Data Protection uses, in place of its own provider: that one reads the repository and makes keys when a request
/// happens to need one, each process for itself, by the wall clock. This one is only ever swapped by the synchronizer.
/// </summary>
internal sealed class SharedKeyRing(IKeyManager keys, TimeProvider time) : IKeyRingProvider
{
    private KeyRingSnapshot? _current;

    public KeyRingSnapshot? Current => Volatile.Read(ref _current);

    public IKeyRing GetCurrentKeyRing() =>
        Current ?? throw new InvalidOperationException("the key ring is not ready: no agent has answered yet and there is no copy on disk");

    /// <summary>Reads the repository again.</summary>
    public void Rebuild()
    {
        var all = keys.GetAllKeys();
        if (KeyChoice.Current(all, time.GetUtcNow()) is { } newest)
        {
            Volatile.Write(ref _current, new KeyRingSnapshot(newest, all));
        }
    }
}
