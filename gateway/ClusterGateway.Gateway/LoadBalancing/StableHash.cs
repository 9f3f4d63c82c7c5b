using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// 64-bit hashes that are the same in every process, on every machine and in every version: gateways that never met place a client on
/// the same node, and a snapshot on disk stays readable. Not for secrets.
/// </summary>
internal static class StableHash
{
    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014): a bijection.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>For values that every request brings: chunks of four characters, each mixed in. 64 bits, so that two clients do not meet by chance.</summary>
    /// <param name="seed">Whose value it is: the same text of another is another.</param>
    public static ulong OfValue(ReadOnlySpan<char> value, ulong seed)
    {
        var hash = Mix(seed ^ (ulong)value.Length);
        while (!value.IsEmpty)
        {
            var chunk = 0UL;
            for (var i = 0; i < value.Length && i < 4; i++)
            {
                chunk |= (ulong)value[i] << (16 * i);
            }

            hash = Mix(hash ^ chunk);
            value = value.Length > 4 ? value[4..] : default;
        }

        return hash;
    }

    /// <summary>The first eight bytes of SHA-256 of the UTF-8 text: for names, which are hashed once and kept.</summary>
    public static ulong OfText(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
