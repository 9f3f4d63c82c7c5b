using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>One sentence from an action to the page that follows it, in a cookie that only this gateway and its sisters can write.</summary>
internal sealed class Notices(IDataProtectionProvider protection)
{
    private const string Name = "clustergateway-notice";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _protector = protection.CreateProtector(typeof(Notices).FullName!);

    public void Leave(HttpContext context, string text) =>
        context.Response.Cookies.Append(Name, _protector.Protect(text), Options(context, Kept));

    public string? Take(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { } left)
        {
            return null;
        }

        context.Response.Cookies.Delete(Name, Options(context, null));
        try
        {
            return _protector.Unprotect(left);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", MaxAge = age };
}
