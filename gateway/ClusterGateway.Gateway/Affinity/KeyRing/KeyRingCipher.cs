using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ClusterGateway.Contracts.KeyRing;

namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>
/// Encrypts elements of the key ring with what only gateways hold: AES-256-GCM (NIST SP 800-38D) under a key derived from the secret by
/// HKDF-SHA-256 (RFC 5869), with the cluster and the element's id authenticated, so that an element cannot be read, made, changed, renamed or taken from
/// another cluster without the secret. A value is <c>v1.</c> and base64url of nonce (12), tag (16), ciphertext.
/// </summary>
internal sealed class KeyRingCipher
{
    private const string Version = "v1.";
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[][] _keys;
    private readonly string _cluster;

    /// <param name="secrets">Current first; at least one.</param>
    public KeyRingCipher(IReadOnlyList<string> secrets, ClusterName cluster)
    {
        _keys = [.. secrets.Select(secret => Derive(secret, "encryption", 32))];
        _cluster = cluster.Value;
        CurrentName = Convert.ToHexStringLower(Derive(secrets[0], "name", 4));
    }

    /// <summary>Names the current secret without telling anything of it.</summary>
    public string CurrentName { get; }

    public string Encrypt(string id, XElement element)
    {
        var text = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var bytes = new byte[NonceLength + TagLength + text.Length];
        var (nonce, tag, cipher) = Split(bytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[0], TagLength);
        aes.Encrypt(nonce, text, cipher, tag, Authenticated(id));
        return Version + Base64Url.EncodeToString(bytes);
    }

    /// <returns>Null when none of the secrets opens it.</returns>
    public DecryptedElement? Decrypt(KeyRingElement element)
    {
        if (!element.Value.StartsWith(Version, StringComparison.Ordinal) || !Base64Url.IsValid(element.Value.AsSpan(Version.Length)))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(element.Value.AsSpan(Version.Length));
        for (var i = 0; i < _keys.Length; i++)
        {
            if (Open(_keys[i], element.Id, bytes) is { } xml)
            {
                return new(element.Id, xml, IsCurrent: i == 0);
            }
        }

        return null;
    }

    private XElement? Open(byte[] key, string id, byte[] bytes)
    {
        if (bytes.Length < NonceLength + TagLength)
        {
            return null;
        }

        var (nonce, tag, cipher) = Split(bytes);
        var text = new byte[cipher.Length];
        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(nonce, cipher, tag, text, Authenticated(id));
            return XElement.Parse(Encoding.UTF8.GetString(text));
        }
        catch (Exception exception) when (exception is AuthenticationTagMismatchException or XmlException)
        {
            return null;
        }
    }

    private static Triple Split(byte[] bytes) => new(
        bytes.AsSpan(0, NonceLength), bytes.AsSpan(NonceLength, TagLength), bytes.AsSpan(NonceLength + TagLength));

    private byte[] Authenticated(string id) => Encoding.UTF8.GetBytes($"{Version}\n{_cluster}\n{id}");

    private static byte[] Derive(string secret, string use, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), length, info: Encoding.UTF8.GetBytes($"ClusterGateway key ring v1 {use}"));

    private readonly ref struct Triple(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = _nonce;
            tag = _tag;
            cipher = _cipher;
        }
    }
}
