using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.NodeAgent.Records;

/// <summary>
/// Names from outside (files, users, sessions) as components of keys: percent-encoded, and what would be too long keeps its beginning and
/// ends in a hash. Such a component cannot be decoded, so the record holds the name. Encoded prefixes of a name are prefixes of its
/// component, up to <see cref="MostPrefixBytes"/>: lists by prefix work.
/// </summary>
internal static class EntryName
{
    /// <summary>Of the name, in UTF-16 units; longer ones are refused where they come in.</summary>
    public const int MostCharacters = 4096;

    /// <summary>Of an encoded component that is kept as it is.</summary>
    private const int MostBytes = 300;

    /// <summary>Of an encoded name that stay readable in front of a hash.</summary>
    private const int MostPrefixBytes = 200;

    // Never part of a percent-encoded name: no short name can look like a long one.
    private const char HashMark = '!';

    public static string Of(string name)
    {
        var encoded = Uri.EscapeDataString(name);
        return encoded.Length <= MostBytes
            ? encoded
            : encoded[..MostPrefixBytes] + HashMark + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>What the components of all names with this beginning begin with; perhaps those of others too, when it is very long.</summary>
    public static string PrefixOf(string beginning)
    {
        var encoded = Uri.EscapeDataString(beginning);
        return encoded.Length <= MostPrefixBytes ? encoded : encoded[..MostPrefixBytes];
    }

    /// <summary>Whether a name may be stored: not empty, not too long, text that UTF-8 can express.</summary>
    public static bool IsValid(string? name)
    {
        if (name is not { Length: > 0 and <= MostCharacters })
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogatePair(name, i))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return false;
            }
        }

        return true;
    }
}
