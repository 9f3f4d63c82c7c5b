using ClusterGateway.Gateway.Management;
using ClusterGateway.Hosting.Tokens;
using Microsoft.AspNetCore.Authentication;

namespace ClusterGateway.Gateway.Dashboard.SignIn;

/// <summary>Who it is that asks.</summary>
internal static class SessionExtensions
{
    /// <summary>An administrator, by token or by sign-in.</summary>
    public static bool IsAdmin(this HttpContext context) => context.User.HasClaim(TokenAuthentication.AudienceClaim, nameof(TokenAudience.Admin));

    /// <summary>In whose name agents may be asked for what only administrators may know; null for everybody else.</summary>
    public static AgentCaller? AsAdmin(this HttpContext context) => context.IsAdmin() ? AgentCaller.Of(context) : null;

    /// <summary>By the sign-in's cookie: a browser sends that along unasked.</summary>
    public static bool IsSession(this HttpContext context) => context.User.Identity?.AuthenticationType == SessionCookie.Scheme;

    /// <summary>When the sign-in ends, unless it is used again; null for whoever has none.</summary>
    public static DateTimeOffset? SessionEnd(this HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
}
