using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClusterGateway.Contracts.ShareLinks;
using FilePortal.Documents;
using FilePortal.Signing;

namespace FilePortal.ShareLinks;

/// <summary>
/// What a visitor who was let in carries: the grant and what it is for, signed, in a cookie of that link alone. It is in no address, and it
/// holds on every node.
/// </summary>
internal sealed class VisitorGrant(TokenSigner signer, TimeProvider time)
{
    private const string Cookie = "share-grant";
    private const string Audience = "share";

    public Claims? Find(HttpRequest request, string token) =>
        signer.Read(request.Cookies[Cookie], Audience) is { Grant: not null } claims && claims.Link == LinkOf(token) ? claims : null;

    public Claims Give(HttpContext context, string token, GrantView grant, DocumentView document)
    {
        var claims = new Claims
        {
            Audience = Audience,
            Grant = grant.Grant,
            Link = LinkOf(token),
            File = document.Name,
            Expires = (time.GetUtcNow() + grant.ExpiresIn.Value).ToUnixTimeSeconds(),
        };
        var options = OptionsOf(context.Request, token);
        options.MaxAge = grant.ExpiresIn.Value;
        context.Response.Cookies.Append(Cookie, signer.Sign(claims), options);
        return claims;
    }

    public static void Forget(HttpContext context, string token) => context.Response.Cookies.Delete(Cookie, OptionsOf(context.Request, token));

    private static string LinkOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static CookieOptions OptionsOf(HttpRequest request, string token) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = $"/s/{token}", Secure = request.IsHttps };
}
