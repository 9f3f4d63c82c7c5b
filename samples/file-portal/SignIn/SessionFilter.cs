using ClusterGateway.Contracts.Problems;
using FilePortal.Edge;
using Microsoft.AspNetCore.Http.Features;

namespace FilePortal.SignIn;

/// <summary>Lets only the signed-in pass; sends a browser to the sign-in page and everybody else a 401.</summary>
internal static class SessionFilter
{
    public static RouteGroupBuilder RequireSession(this RouteGroupBuilder group, Func<SessionTables, SessionTable> choose, string signIn)
    {
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            if (choose(context.RequestServices.GetRequiredService<SessionTables>()).Find(context.Request) is not { } session)
            {
                return Refuse(context.Request, signIn);
            }

            context.Features.Set(session);
            return await next(invocation);
        });
        return group;
    }

    public static Session Session(this HttpContext context) => context.Features.GetRequiredFeature<Session>();

    private static IResult Refuse(HttpRequest request, string signIn) =>
        HttpMethods.IsGet(request.Method) && Accepted.Html(request)
            ? SeeOther.To($"{signIn}?next={Uri.EscapeDataString(request.Path + request.QueryString)}")
            : Refusal.Because(ProblemTypes.Unauthorized, $"Sign in first, at {signIn}.");
}
