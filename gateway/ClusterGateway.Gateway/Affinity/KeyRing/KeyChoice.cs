using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>Which key protects, and when the next one is made; the same on every gateway that sees the same ring.</summary>
internal static class KeyChoice
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>A successor is made so long before it is needed: long enough for a gateway that was switched off over a weekend.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(4);

    /// <summary>The clocks of gateways may differ by so much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>The key activated last; when all have expired, the last of them: old cookies are better than none.</summary>
    public static IKey? Current(IEnumerable<IKey> keys, DateTimeOffset now) => keys
        .Where(key => !key.IsRevoked && key.ActivationDate <= now + Skew)
        .OrderByDescending(key => key.ActivationDate).ThenBy(key => key.KeyId)
        .FirstOrDefault();

    /// <returns>The key that needs a successor now; null when none does.</returns>
    public static IKey? ToSucceed(IReadOnlyCollection<IKey> keys, DateTimeOffset now)
    {
        var last = keys.Where(key => !key.IsRevoked).OrderByDescending(key => key.ExpirationDate).ThenBy(key => key.KeyId).FirstOrDefault();
        return last is not null && last.ExpirationDate - now <= Ahead ? last : null;
    }
}
