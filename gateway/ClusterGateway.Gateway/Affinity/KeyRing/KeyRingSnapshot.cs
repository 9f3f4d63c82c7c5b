using System.Collections.Frozen;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>The keys as they are in use now: immutable, swapped whole.</summary>
internal sealed class KeyRingSnapshot(IKey newest, IReadOnlyCollection<IKey> keys) : IKeyRing
{
    private readonly FrozenDictionary<Guid, (IAuthenticatedEncryptor? Encryptor, bool IsRevoked)> _keys =
        keys.ToFrozenDictionary(key => key.KeyId, key => (key.CreateEncryptor(), key.IsRevoked));

    public IAuthenticatedEncryptor? DefaultAuthenticatedEncryptor => _keys[newest.KeyId].Encryptor;

    public Guid DefaultKeyId => newest.KeyId;

    public IAuthenticatedEncryptor? GetAuthenticatedEncryptorByKeyId(Guid keyId, out bool isRevoked)
    {
        var found = _keys.GetValueOrDefault(keyId);
        isRevoked = found.IsRevoked;
        return found.Encryptor;
    }

    public bool Knows(Guid keyId) => _keys.ContainsKey(keyId);
}
