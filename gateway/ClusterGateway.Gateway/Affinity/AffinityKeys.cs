using System.Collections.Concurrent;
using ClusterGateway.Gateway.LoadBalancing;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>Hashes of affinity key names: clusters that share a name share their clients' bindings, others have their own.</summary>
internal static class AffinityKeys
{
    private static readonly ConcurrentDictionary<string, ulong> Hashes = new(StringComparer.Ordinal);

    public static ulong HashOf(string affinityKeyName) => Hashes.GetOrAdd(affinityKeyName, StableHash.OfText);
}
