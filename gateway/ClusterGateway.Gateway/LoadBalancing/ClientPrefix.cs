using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// The leading bits of a client's address, which stand for the client. IPv4 is kept in its IPv4-mapped form (RFC 4291 §2.5.5.2), so that
/// a client is the same whether the socket it came through is IPv4 or dual-mode.
/// </summary>
internal readonly record struct ClientPrefix(ulong High, ulong Low)
{
    private const ulong Mapped = 0x0000_FFFF_0000_0000;

    /// <summary>A hash that is equal on every gateway.</summary>
    public ulong Hash => StableHash.Mix(StableHash.Mix(High) ^ Low);

    /// <returns>Null when the connection has no address (a Unix socket).</returns>
    public static ClientPrefix? Of(IPAddress? address, LoadBalancingOptions options)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return null;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return OfIpv4(BinaryPrimitives.ReadUInt32BigEndian(bytes), options.Ipv4Prefix);
        }

        return address.IsIPv4MappedToIPv6
            ? OfIpv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), options.Ipv4Prefix)
            : OfIpv6(bytes, options.Ipv6Prefix);
    }

    /// <returns>As people write it: <c>192.0.2.0/24</c>, <c>2001:db8::/64</c>.</returns>
    public string ToText(LoadBalancingOptions options)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return High == 0 && (Low & ~(ulong)uint.MaxValue) == Mapped
            ? string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes[12..])}/{options.Ipv4Prefix}")
            : string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{options.Ipv6Prefix}");
    }

    private static ClientPrefix OfIpv4(uint address, int length) => new(0, Mapped | (address & (uint)Mask(length + 32)));

    private static ClientPrefix OfIpv6(ReadOnlySpan<byte> bytes, int length) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes) & Mask(Math.Min(length, 64)),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & Mask(Math.Max(length - 64, 0)));

    private static ulong Mask(int length) => length == 0 ? 0 : ulong.MaxValue << (64 - length);
}
