using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClusterGateway.Hosting.Secrets;

/// <summary>
/// Seals what is kept where others can read and write it: AES-256-GCM (NIST SP 800-38D) under a key derived from a secret by HKDF-SHA-256
/// (RFC 5869). Purpose, cluster and name are authenticated, so that a value cannot be read, made, changed, renamed, or taken from another
/// cluster without the secret. A sealed value is <c>v1.</c> and base64url of nonce (12 bytes), tag (16), ciphertext. Safe for concurrent use.
/// </summary>
/// <param name="secrets">Current first, previous ones for rotation; at least one.</param>
/// <param name="purpose">What the values are, as in <c>key ring</c>: each purpose has a key of its own.</param>
/// <param name="cluster">The cluster's name.</param>
public sealed class SealedBox(IReadOnlyList<string> secrets, string purpose, string cluster)
{
    private const string Version = "v1.";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[][] _keys = [.. secrets.Select(secret => Derive(secret, purpose, "encryption", 32))];

    /// <summary>Names the current secret without telling anything of it: 8 hexadecimal digits.</summary>
    public string CurrentName { get; } = Convert.ToHexStringLower(Derive(secrets[0], purpose, "name", 4));

    /// <param name="name">What the value is called; whoever opens it must name it the same.</param>
    public string Seal(string name, ReadOnlySpan<byte> plain)
    {
        var bytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_keys[0], TagLength);
        aes.Encrypt(bytes.AsSpan(0, NonceLength), plain, bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), Authenticated(name));
        return Version + Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when none of the secrets opens it under this name.</returns>
    public OpenedValue? Open(string name, string value)
    {
        if (!value.StartsWith(Version, StringComparison.Ordinal) || !Base64Url.IsValid(value.AsSpan(Version.Length)))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(value.AsSpan(Version.Length));
        for (var i = 0; i < _keys.Length && bytes.Length >= NonceLength + TagLength; i++)
        {
            if (Open(_keys[i], name, bytes) is { } plain)
            {
                return new OpenedValue(plain, IsCurrent: i == 0);
            }
        }

        return null;
    }

    /// <summary>A key for another use than sealing, such as a keyed hash: derived from the secret, the purpose and the use.</summary>
    /// <param name="length">Bytes.</param>
    public static byte[] Derive(string secret, string purpose, string use, int length) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), length, info: Encoding.UTF8.GetBytes($"ClusterGateway {purpose} v1 {use}"));

    private byte[]? Open(byte[] key, string name, byte[] bytes)
    {
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength + TagLength), bytes.AsSpan(NonceLength, TagLength), plain, Authenticated(name));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private byte[] Authenticated(string name) => Encoding.UTF8.GetBytes($"{Version}\n{cluster}\n{name}");
}
