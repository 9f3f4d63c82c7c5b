using System.Net;
using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Tokens;

namespace ClusterGateway.NodeAgent.Http;

/// <summary>Who asks, as events name it. Tokens name an audience, not a person; a gateway tells where its administrator is.</summary>
internal static class Caller
{
    public static bool IsAdmin(HttpContext context) => context.User.HasClaim(TokenAuthentication.AudienceClaim, nameof(TokenAudience.Admin));

    public static string NameOf(HttpContext context)
    {
        if (!IsAdmin(context))
        {
            return "app";
        }

        return IPAddress.TryParse(context.Request.Headers[ClusterHeaders.Client], out var address) ? $"admin from {address}" : "admin";
    }
}
