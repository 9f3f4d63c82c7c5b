using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.Hosting.Screening;

/// <summary>
/// Addresses that share their leading bits. IPv4 is kept in its IPv4-mapped form (RFC 4291 §2.5.5.2), so that an address is the same
/// whether the socket it came through is IPv4 or dual-mode.
/// </summary>
/// <param name="Bits">Of the address; those behind the length are zero.</param>
/// <param name="Length">0–128, of the mapped form: 128 for an IPv4 address.</param>
public readonly record struct AddressRange(UInt128 Bits, int Length)
{
    private const int MappedBits = 96;

    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    /// <summary>Loopback, IPv4 and IPv6: an administrator's own machine, a proxy on it that nobody trusts, and the checks of both.</summary>
    public static IReadOnlyList<AddressRange> Loopback { get; } =
        [Of(new IPAddress([127, 0, 0, 0]), 8, 128)!.Value, Of(IPAddress.IPv6Loopback, 32, 128)!.Value];

    /// <summary>How many bits of an address of its own kind are fixed: 24 for <c>192.0.2.0/24</c>.</summary>
    public int Prefix => IsIpv4 ? Length - MappedBits : Length;

    public bool IsIpv4 => Length >= MappedBits && IsMapped(Bits);

    /// <summary>Whether it is the form of an IPv4 address. Those lie within <c>::/64</c>, which does not mean them.</summary>
    public static bool IsMapped(UInt128 address) => (address & MaskOf(MappedBits)) == Mapped;

    /// <returns>Null when the connection has no address (a Unix socket).</returns>
    public static AddressRange? Of(IPAddress? address, int ipv4Prefix, int ipv6Prefix)
    {
        if (BitsOf(address) is not { } bits)
        {
            return null;
        }

        var length = IsMapped(bits) ? MappedBits + ipv4Prefix : ipv6Prefix;
        return new AddressRange(bits & MaskOf(length), length);
    }

    /// <returns>Null when there is no address.</returns>
    public static UInt128? BitsOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return null;
        }

        return address.AddressFamily == AddressFamily.InterNetwork
            ? Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Reads <c>192.0.2.0/24</c>, or an address, which stands for so many bits of it. Bits behind the length are passed over.</summary>
    public static bool TryParse(string? text, int ipv4Prefix, int ipv6Prefix, out AddressRange range)
    {
        range = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (!IPAddress.TryParse(slash < 0 ? text : text![..slash], out var address))
        {
            return false;
        }

        var most = address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6 ? 32 : 128;
        if (slash < 0)
        {
            range = Of(address, ipv4Prefix, ipv6Prefix)!.Value;
            return true;
        }

        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > most)
        {
            return false;
        }

        range = Of(address, Math.Min(length, 32), length)!.Value;
        return true;
    }

    public static UInt128 MaskOf(int length) => length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);

    public bool Contains(UInt128 address) => (address & MaskOf(Length)) == Bits && IsMapped(address) == IsIpv4;

    public bool Contains(AddressRange other) => other.Length >= Length && (other.Bits & MaskOf(Length)) == Bits && other.IsIpv4 == IsIpv4;

    /// <returns>As people write it: <c>192.0.2.7/32</c>, <c>2001:db8::/64</c>.</returns>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(IsIpv4 ? bytes[12..] : bytes)}/{Prefix}");
    }
}
