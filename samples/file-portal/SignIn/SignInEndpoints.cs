using ClusterGateway.Contracts.Problems;
using FilePortal.Configuration;
using FilePortal.Edge;
using FilePortal.Pages;
using Microsoft.Extensions.Options;

namespace FilePortal.SignIn;

/// <summary><c>/login</c>, <c>/logout</c> and <c>/whoami</c>.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        MapForm(routes.MapGroup("/"), new SignInForm("/login", "Sign in", "/"), tables => tables.Portal, options => options.Users);
        routes.MapGet("/logout", () => Page.Of<SignOutPage>([]));
        routes.MapPost("/logout", (HttpContext context, SessionTables sessions) => SignOut(context, sessions.Portal, "/login"));
        routes.MapGet("/whoami", WhoAmI);
    }

    /// <summary>A sign-in form at the group's <c>login</c>. Scripts post the plain fields; <see cref="SameOrigin"/> keeps other sites out.</summary>
    public static void MapForm(
        RouteGroupBuilder group, SignInForm form, Func<SessionTables, SessionTable> table, Func<PortalOptions, IEnumerable<PortalUser>> users)
    {
        group.MapGet("login", (string? next) => form.Show(next, failed: false));
        group.MapPost("login", async (HttpContext context, SessionTables sessions, IOptionsMonitor<PortalOptions> options) =>
        {
            if (!context.Request.HasFormContentType)
            {
                return Refusal.Because(ProblemTypes.InvalidRequest, "Send the form fields user and password.");
            }

            var fields = await context.Request.ReadFormAsync(context.RequestAborted);
            var (user, next) = (fields["user"].ToString(), fields["next"].ToString());
            if (!Credentials.AreValid(users(options.CurrentValue), user, fields["password"].ToString()))
            {
                return form.Show(next, failed: true);
            }

            table(sessions).SignIn(context, user);
            return SeeOther.To(LocalPath.Or(next, form.Home));
        }).DisableAntiforgery();
    }

    public static IResult SignOut(HttpContext context, SessionTable table, string next)
    {
        table.SignOut(context);
        return SeeOther.To(next);
    }

    private static IResult WhoAmI(HttpContext context, SessionTables sessions, IOptionsMonitor<PortalOptions> options) =>
        sessions.Portal.Find(context.Request) is { } session
            ? Results.Ok(new { user = session.User, node = options.CurrentValue.Node, session = session.Id })
            : Refusal.Because(ProblemTypes.Unauthorized, "Sign in first, at /login.");
}
