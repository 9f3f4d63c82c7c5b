using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>What the ring lacks. The ids follow from the ring alone, so that gateways that decide at once store one element, not two.</summary>
internal static class KeyRingPlan
{
    public const string FirstId = "first";

    /// <returns>Null when nothing is to be made.</returns>
    public static KeyToCreate? Decide(int stored, IReadOnlyCollection<IKey> keys, DateTimeOffset now)
    {
        if (stored == 0)
        {
            return new(FirstId, IsFirst: true, now, now + KeyChoice.Lifetime);
        }

        if (KeyChoice.ToSucceed(keys, now) is not { } last)
        {
            return null;
        }

        // Not in the past: a ring that lay idle beyond its last key's life goes on at once.
        var activation = last.ExpirationDate > now ? last.ExpirationDate : now;
        return new($"after-{last.KeyId:N}", IsFirst: false, activation, activation + KeyChoice.Lifetime);
    }

    /// <summary>Elements that only a previous secret opens and that have no copy under the current one yet.</summary>
    /// <param name="secretName"><see cref="KeyRingCipher.CurrentName"/>.</param>
    public static IEnumerable<(string Id, DecryptedElement Element)> ToEncryptAgain(IReadOnlyCollection<DecryptedElement> elements, string secretName)
    {
        var ids = elements.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return elements.Where(e => !e.IsCurrent)
            .Select(e => (Id: $"{e.Id.Split('~')[0]}~{secretName}", Element: e))
            .Where(e => !ids.Contains(e.Id))
            .DistinctBy(e => e.Id);
    }
}
