using ClusterGateway.Gateway.Dashboard.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>What stands around every page of the cluster.</summary>
/// <param name="Cluster">Its name.</param>
/// <param name="Gateway">The id of the gateway that made the page.</param>
/// <param name="Token">The antiforgery token for the forms of a signed-in session; null for everybody else.</param>
/// <param name="Notice">What came of the last action; shown once.</param>
public sealed record Chrome(string Cluster, string Gateway, bool IsAdmin, string? Token, string? Notice)
{
    public static Chrome Of(HttpContext context, string cluster, string gateway)
    {
        var services = context.RequestServices;
        var token = context.IsSession() ? services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken : null;
        return new Chrome(cluster, gateway, context.IsAdmin(), token, services.GetRequiredService<Notices>().Take(context));
    }
}
