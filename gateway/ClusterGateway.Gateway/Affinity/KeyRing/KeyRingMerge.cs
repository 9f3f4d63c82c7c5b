using ClusterGateway.Contracts.KeyRing;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// What the agents tell, and what this gateway already holds of it: elements are never deleted, so one that is missing or cannot be read
/// any more was lost with the store or spoiled, and the one at hand goes on counting.
/// </summary>
internal static class KeyRingMerge
{
    public static IReadOnlyList<KeyRingElement> Of(IReadOnlyList<KeyRingElement> told, IReadOnlyList<KeyRingElement> held, KeyRingCipher cipher)
    {
        var merged = held.ToDictionary(element => element.Id, StringComparer.Ordinal);
        foreach (var element in told)
        {
            if (!merged.TryGetValue(element.Id, out var mine) || (mine != element && cipher.Decrypt(element) is not null))
            {
                merged[element.Id] = element;
            }
        }

        return [.. merged.Values.OrderBy(element => element.Id, StringComparer.Ordinal)];
    }
}
