using Microsoft.Playwright;

namespace ClusterGateway.Browser.Tests;

/// <summary>One sign-in for all tests, which is good on every gateway.</summary>
internal sealed class SharedSession(string token)
{
    public string Token => token;

    /// <summary>None before the first sign-in.</summary>
    public IReadOnlyList<Cookie> Cookies { get; private set; } = [];

    public async Task KeepAsync(IBrowserContext context)
    {
        if (Cookies.Count == 0)
        {
            Cookies = [.. (await context.CookiesAsync()).Select(kept => new Cookie
            {
                Name = kept.Name, Value = kept.Value, Domain = kept.Domain, Path = kept.Path, Expires = kept.Expires, HttpOnly = kept.HttpOnly,
                Secure = kept.Secure, SameSite = kept.SameSite,
            })];
        }
    }
}
