using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>
/// The content of the affinity cookie, before it is encrypted. Bytes: version (1), client id (8), issued at and last seen (8 each, seconds
/// since 1970), then cluster name and node id, each with its length (2) before its UTF-8; big-endian.
/// </summary>
/// <param name="Cluster">The name of the cluster, so that a cookie of another one behind the same host name is not taken for ours.</param>
/// <param name="ClientId">Random; tells clients apart when bindings are counted, and stays when the client is bound anew.</param>
/// <param name="IssuedAt">When the client was bound to this node.</param>
/// <param name="LastSeen">When the cookie was last renewed.</param>
internal sealed record AffinityTicket(string Cluster, string NodeId, ulong ClientId, DateTimeOffset IssuedAt, DateTimeOffset LastSeen)
{
    private const byte Version = 1;
    private const int FixedLength = 1 + (3 * 8);

    public static ulong NewClientId() => BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8));

    public byte[] Encode()
    {
        var bytes = new byte[FixedLength + 4 + Encoding.UTF8.GetByteCount(Cluster) + Encoding.UTF8.GetByteCount(NodeId)];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), ClientId);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), IssuedAt.ToUnixTimeSeconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(17), LastSeen.ToUnixTimeSeconds());
        var rest = WriteText(bytes.AsSpan(FixedLength), Cluster);
        _ = WriteText(rest, NodeId);
        return bytes;
    }

    /// <returns>Null when the bytes are none of ours, or of a version that this gateway does not know.</returns>
    public static AffinityTicket? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength || bytes[0] != Version)
        {
            return null;
        }

        var rest = bytes[FixedLength..];
        return ReadText(ref rest) is { } cluster && ReadText(ref rest) is { Length: > 0 } node && rest.IsEmpty
            && Time(bytes[9..]) is { } issued && Time(bytes[17..]) is { } seen
            ? new AffinityTicket(cluster, node, BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]), issued, seen)
            : null;
    }

    private static Span<byte> WriteText(Span<byte> target, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, target[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(target, checked((ushort)length));
        return target[(2 + length)..];
    }

    private static string? ReadText(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes.Length - 2 < BinaryPrimitives.ReadUInt16BigEndian(bytes))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var text = Encoding.UTF8.GetString(bytes.Slice(2, length));
        bytes = bytes[(2 + length)..];
        return text;
    }

    private static DateTimeOffset? Time(ReadOnlySpan<byte> bytes)
    {
        var seconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
