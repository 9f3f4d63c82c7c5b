using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FilePortal.Configuration;
using Microsoft.Extensions.Options;

namespace FilePortal.Signing;

/// <summary>
/// Tokens that hold on every node, because all portals have the same key: JSON web tokens (RFC 7519) signed with HMAC-SHA256, and with
/// nothing else. Without a key file the key is this process's own.
/// </summary>
internal sealed class TokenSigner(IOptions<PortalOptions> options, TimeProvider time)
{
    // {"alg":"HS256","typ":"JWT"}: compared as text, so that no token chooses how it is checked.
    private const string Header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";
    private const int MostCharacters = 4096;

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly byte[] _key = options.Value.WopiKeyFile is { Length: > 0 } file
        ? Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim())
        : RandomNumberGenerator.GetBytes(32);

    public string Sign(Claims claims)
    {
        var content = Header + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, Json));
        return $"{content}.{SignatureOf(content)}";
    }

    /// <summary>Null for what was not signed here, is over, or is for something else.</summary>
    public Claims? Read(string? token, string audience)
    {
        if (token is null or { Length: > MostCharacters } || !token.StartsWith(Header, StringComparison.Ordinal))
        {
            return null;
        }

        var end = token.LastIndexOf('.');
        if (end <= Header.Length || !IsEqual(token[(end + 1)..], SignatureOf(token[..end])))
        {
            return null;
        }

        var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(token.AsSpan(Header.Length, end - Header.Length)), Json)!;
        return claims.Audience == audience && claims.Expires > time.GetUtcNow().ToUnixTimeSeconds() ? claims : null;
    }

    private static bool IsEqual(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private string SignatureOf(string content) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content)));
}
