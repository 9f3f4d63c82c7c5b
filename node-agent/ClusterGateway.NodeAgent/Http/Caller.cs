using ClusterGateway.Hosting.Tokens;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>Who asks, as events name it. Tokens name an audience, not a person.</summary>
internal static class Caller
{
    public static string NameOf(HttpContext context) =>
        context.User.HasClaim(TokenAuthentication.AudienceClaim, nameof(TokenAudience.Admin)) ? "admin" : "app";
}
