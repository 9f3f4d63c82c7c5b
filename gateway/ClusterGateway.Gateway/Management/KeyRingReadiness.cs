using ClusterGateway.Gateway.Affinity.KeyRing;

namespace ClusterGateway.Gateway.Management;

/// <summary>Not ready as long as the keys of the clients' cookies cannot be read: their sessions would be placed anew.</summary>
internal sealed class KeyRingReadiness(IEnumerable<IKeyRingState> states) : IReadiness
{
    public string? NotReadyBecause => states.Where(state => !state.Ready).Select(state => state.Reason ?? "the key ring cannot be read").FirstOrDefault();
}
