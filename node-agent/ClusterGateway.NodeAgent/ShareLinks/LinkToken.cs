using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// What opens a link: its id, which leads to the record in one read and may be logged, and a secret of 144 random bits, of which only the
/// hash is stored. As text 36 characters of base64url. The length is a multiple of three bytes: no two texts mean the same token.
/// </summary>
internal sealed class LinkToken
{
    public const int IdCharacters = 12;

    private const int IdBytes = 9;
    private const int SecretBytes = 18;
    private const int Characters = (IdBytes + SecretBytes) / 3 * 4;

    private readonly byte[] _bytes;

    private LinkToken(byte[] bytes) => _bytes = bytes;

    public string Id => Base64Url.EncodeToString(_bytes.AsSpan(0, IdBytes));

    public string Text => Base64Url.EncodeToString(_bytes);

    /// <summary>SHA-256 of the secret.</summary>
    public byte[] SecretHash => SHA256.HashData(_bytes.AsSpan(IdBytes));

    public static LinkToken New() => new(RandomNumberGenerator.GetBytes(IdBytes + SecretBytes));

    /// <summary>A new secret for a link that exists.</summary>
    public static LinkToken NewFor(string id) =>
        new([.. Base64Url.DecodeFromChars(id), .. RandomNumberGenerator.GetBytes(SecretBytes)]);

    /// <summary>Null for what cannot be a token.</summary>
    public static LinkToken? Parse(string text)
    {
        var bytes = new byte[IdBytes + SecretBytes];
        return text.Length == Characters
            && Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && written == bytes.Length
            ? new LinkToken(bytes)
            : null;
    }

    /// <summary>Whether this opens the link whose secret has this hash; takes the same time for every answer.</summary>
    public bool Opens(byte[] secretHash) => CryptographicOperations.FixedTimeEquals(SecretHash, secretHash);
}
