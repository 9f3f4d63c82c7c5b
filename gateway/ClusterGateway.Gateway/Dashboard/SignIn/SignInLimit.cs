using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>
/// Attempts to sign in, charged before they are looked at: ten a minute for an address (IPv6: a /64), a hundred for all together. A wrong one is answered
/// a second later.
/// </summary>
internal sealed class SignInLimit : IDisposable
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _attempts = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress, string>(address => RateLimitPartition.GetFixedWindowLimiter(PrefixOf(address), _ => Limit(10))),
        PartitionedRateLimiter.Create<IPAddress, string>(_ => RateLimitPartition.GetFixedWindowLimiter("all", _ => Limit(100))));

    public bool Take(IPAddress? address)
    {
        using var lease = _attempts.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _attempts.Dispose();

    private static string PrefixOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)) : plain.ToString();
    }

    private static FixedWindowRateLimiterOptions Limit(int attempts) => new() { PermitLimit = attempts, Window = Window };
}
