using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>Accounts and secrets as they are stored: HMAC-SHA-256 (RFC 2104), of which 128 bits are kept. Pure.</summary>
internal static class KeyedHash
{
    /// <summary>In one case: <c>Alice</c> and <c>alice</c> must not have a count each.</summary>
    public static string OfAccount(byte[] key, string scope, string account) =>
        Of(key, "account", scope, account.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant());

    /// <summary>With what it was tried on: the same password of two accounts, or of two addresses, has nothing in common.</summary>
    public static string OfSecret(byte[] key, string scope, string? account, AddressRange range, string secret) =>
        Of(key, "secret", scope, account ?? "", range.ToString(), secret);

    private static string Of(byte[] key, params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part.Length).Append(':').Append(part);
        }

        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
