using System.Security.Claims;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Dashboard.Live;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>
/// The sign-in as a cookie: its ticket, encrypted and signed by Data Protection, holds the admin token, for the gateway keeps none. A ticket
/// whose token is none any more counts for nothing.
/// </summary>
internal static class SessionCookie
{
    public const string Scheme = "Session";

    public const string Name = "clustergateway-session";

    private const string TokenName = "admin";

    public static void Configure(CookieAuthenticationOptions cookie, DashboardOptions options)
    {
        cookie.Cookie.Name = Name;
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.Session;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = VerifyAsync;
        cookie.Events.OnCheckSlidingExpiration = context =>
        {
            // A page that watches connects again by itself, day and night.
            context.ShouldRenew &= context.Request.Path != LiveEndpoints.Path;
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToLogin = context => Problem.Of(ProblemTypes.Unauthorized, "the sign-in has expired").ExecuteAsync(context.HttpContext);
        cookie.Events.OnRedirectToAccessDenied = context => Problem.Of(ProblemTypes.Forbidden, "this sign-in is for something else").ExecuteAsync(context.HttpContext);
    }

    public static Task SignInAsync(HttpContext context, string token)
    {
        var properties = new AuthenticationProperties();
        properties.StoreTokens([new AuthenticationToken { Name = TokenName, Value = token }]);
        var identity = new ClaimsIdentity([new Claim(TokenAuthentication.AudienceClaim, nameof(TokenAudience.Admin))], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    public static string? TokenOf(AuthenticationProperties? properties) => properties?.GetTokenValue(TokenName);

    private static Task VerifyAsync(CookieValidatePrincipalContext context)
    {
        var verifier = context.HttpContext.RequestServices.GetRequiredService<TokenVerifier>();
        if (TokenOf(context.Properties) is not { } token || !verifier.Verify(token).Contains(TokenAudience.Admin))
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
