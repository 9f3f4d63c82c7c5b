using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LocalCluster.Secrets;

/// <summary>
/// A way into the portal's WOPI host for whoever tests it: an empty document, and a token that opens it, signed with the key that the portals
/// share (a JSON web token, HMAC-SHA256).
/// </summary>
internal static class DemoWopi
{
    /// <summary>The public WOPI validator wants this extension.</summary>
    public const string Document = "Demo.wopitest";

    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static string SourceAt(string gateway) => $"{gateway}/wopi/files/{Encode(Document)}";

    public static string Token(string key, string user, DateTimeOffset now)
    {
        var claims = JsonSerializer.Serialize(new { aud = "wopi", sub = user, file = Document, exp = (now + Lifetime).ToUnixTimeSeconds() });
        var content = $"{Encode(Header)}.{Encode(claims)}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(content)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
