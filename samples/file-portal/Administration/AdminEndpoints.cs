using ClusterGateway.Client;
using ClusterGateway.Contracts.Nodes;
using FilePortal.Edge;
using FilePortal.Pages;
using FilePortal.Settings;
using FilePortal.SignIn;
using Microsoft.AspNetCore.Http.Features;

namespace FilePortal.Administration;

/// <summary><c>/admin</c> and below: the page that works on the primary only, with a sign-in of its own.</summary>
internal static class AdminEndpoints
{
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/admin").ExplainAgentAway();
        open.MapGet("whoami", WhoAmIAsync);

        var primary = open.MapGroup("").RequirePrimary();
        SignInEndpoints.MapForm(
            primary,
            new SignInForm("/admin/login", "Administration", "/admin"),
            sessions => sessions.Admin,
            options => options.Admin is null ? [] : [options.Admin]);

        var administrator = primary.MapGroup("").RequireSession(sessions => sessions.Admin, "/admin/login");
        administrator.MapGet("", ShowAsync);
        administrator.MapPost("settings", SettingsForm.SaveAsync);
        administrator.MapPost("logout", (HttpContext context, SessionTables sessions) =>
            SignInEndpoints.SignOut(context, sessions.Admin, "/admin/login"));
        primary.MapFallback(Failures.NotFound);
    }

    private static async Task<IResult> WhoAmIAsync(ClusterClient cluster, CancellationToken cancellationToken)
    {
        var self = await cluster.Nodes.SelfAsync(cancellationToken);
        return Results.Ok(new { node = self.Id, role = self.Role == NodeRole.Primary ? "primary" : "secondary", term = self.Term });
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ClusterClient cluster, SessionTables sessions) => Page.Of<AdminPage>(new()
    {
        [nameof(AdminPage.User)] = context.Session().User,
        [nameof(AdminPage.Self)] = context.Features.GetRequiredFeature<SelfView>(),
        [nameof(AdminPage.Members)] = await cluster.Nodes.MembersAsync(context.RequestAborted).ToListAsync(context.RequestAborted),
        [nameof(AdminPage.Sessions)] = sessions.Portal.Active
            .Select(session => new ActiveSession(session.User, session.Id, session.Since, session.LastSeen)).ToList(),
    });
}
