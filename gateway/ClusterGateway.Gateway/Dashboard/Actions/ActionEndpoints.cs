using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>Each action: a page that says what it does, and the same address again to do it.</summary>
internal static class ActionEndpoints
{
    private delegate Task<AdminAction?> Find(HttpContext context, DashboardPicture picture, SharedState shared);

    public static void MapActions(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, "/nodes/{id}/{verb}", (context, picture) =>
            NodeActions.Of((string)context.Request.RouteValues["id"]!, (string)context.Request.RouteValues["verb"]!, picture));
        Map(endpoints, "/switchover", (_, picture) => LeaderActions.SwitchOver(picture));
        Map(endpoints, "/pause", (_, _) => LeaderActions.Pause());
        Map(endpoints, "/resume", (_, _) => LeaderActions.Resume());
        Map(endpoints, "/locks/break", async (context, _, shared) => SharedActions.Break(
            await shared.LockAsync(AgentCaller.Of(context), context.Request.Query["resource"].ToString(), context.RequestAborted)));
        Map(endpoints, "/links/revoke", async (context, _, shared) => SharedActions.Revoke(
            await shared.LinkAsync(AgentCaller.Of(context), context.Request.Query["id"].ToString(), context.RequestAborted)));
    }

    private static void Map(IEndpointRouteBuilder endpoints, string pattern, Func<HttpContext, DashboardPicture, AdminAction?> find) =>
        Map(endpoints, pattern, (context, picture, _) => Task.FromResult(find(context, picture)));

    private static void Map(IEndpointRouteBuilder endpoints, string pattern, Find find)
    {
        endpoints.MapGet(pattern, (HttpContext context, PictureSource pictures, SharedState shared, GatewayIdentity identity) =>
            WithAsync(context, pictures, shared, find, (action, picture) => Task.FromResult<IResult>(
                Ask(context, action, picture, identity, context.Request.Query.ToDictionary(said => said.Key, said => said.Value.ToString()), null))));
        endpoints.MapPost(pattern, (HttpContext context, PictureSource pictures, SharedState shared, GatewayIdentity identity, AgentRelay relay, Notices notices) =>
            WithAsync(context, pictures, shared, find, (action, picture) => DoAsync(context, action, picture, identity, relay, notices)))
            .AddEndpointFilter<SessionAntiforgery>();
    }

    private static async Task<IResult> WithAsync(
        HttpContext context, PictureSource pictures, SharedState shared, Find find, Func<AdminAction, DashboardPicture, Task<IResult>> go)
    {
        try
        {
            var picture = await pictures.TakeAsync(context.AsAdmin());
            return await find(context, picture, shared) is { } action
                ? await go(action, picture)
                : Page.Message("Nothing is here", "There is no such node, or nothing of that name can be done to it.", StatusCodes.Status404NotFound);
        }
        catch (HttpRequestException exception)
        {
            return Page.Message("Nothing to do", $"The agent says: {exception.Message}.", (int?)exception.StatusCode ?? StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<IResult> DoAsync(
        HttpContext context, AdminAction action, DashboardPicture picture, GatewayIdentity identity, AgentRelay relay, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var said = form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);
        var (body, mistake) = ActionBody.Of(action, said);
        if (mistake is not null)
        {
            return Ask(context, action, picture, identity, said, mistake, StatusCodes.Status400BadRequest);
        }

        var (answer, failure) = await relay.AskAsync(AgentCaller.Of(context), action.Method, action.AgentPath, body, context.RequestAborted);
        if (answer is null)
        {
            return Ask(context, action, picture, identity, said, $"{failure!.Detail}.", failure.StatusCode!.Value);
        }

        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
            {
                return Ask(context, action, picture, identity, said, $"{await Refusal.ReadAsync(answer, context.RequestAborted)}.", (int)answer.StatusCode);
            }
        }

        notices.Leave(context, action.Done);
        return new SeeOther(action.Back);
    }

    private static Page Ask(
        HttpContext context, AdminAction action, DashboardPicture picture, GatewayIdentity identity, IReadOnlyDictionary<string, string> said,
        string? failure, int status = StatusCodes.Status200OK) => Page.Of<ConfirmPage>(
        new()
        {
            [nameof(ConfirmPage.Chrome)] = Chrome.Of(context, picture.Status.Name, identity.Id),
            [nameof(ConfirmPage.Action)] = action,
            [nameof(ConfirmPage.Values)] = said,
            [nameof(ConfirmPage.Failure)] = failure,
        },
        status);
}
