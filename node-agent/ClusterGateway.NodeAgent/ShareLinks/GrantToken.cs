using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>What a visitor who was let in holds: 144 random bits, found by their hash.</summary>
internal static class GrantToken
{
    private const int Bytes = 18;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Of any text: what was never given is simply not there.</summary>
    public static string KeyOf(string grant) => ShareLinkKeys.Grant(SHA256.HashData(Encoding.UTF8.GetBytes(grant)));
}
