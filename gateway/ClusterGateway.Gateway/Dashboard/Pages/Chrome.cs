using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Discovery;
using Microsoft.AspNetCore.Antiforgery;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>What stands around every page of the cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="Gateway">The id of the gateway that made the page.</param>
/// <param name="Token">The antiforgery token for the forms of a signed-in session; null for everybody else.</param>
/// <param name="Notice">What came of the last action; shown once.</param>
/// <param name="Now">When the page was made.</param>
public sealed record Chrome(string Cluster, string Gateway, bool IsAdmin, string? Token, string? Notice, DateTimeOffset Now)
{
    public static Chrome Of(HttpContext context)
    {
        var services = context.RequestServices;
        return new Chrome(
            services.GetRequiredService<Membership>().Cluster ?? "",
            services.GetRequiredService<GatewayIdentity>().Id,
            context.IsAdmin(),
            context.IsSession() ? services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken : null,
            services.GetRequiredService<Notices>().Take(context),
            services.GetRequiredService<TimeProvider>().GetUtcNow());
    }
}
