using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>An action under an address: a page that says what it does, and the same address again to do it.</summary>
internal static class ActionRoute
{
    /// <returns>Null when there is nothing that it could be done to.</returns>
    public delegate Task<AdminAction?> Find(ActionContext context);

    /// <summary>The field that carries the entity tag of what the question showed.</summary>
    public const string SeenField = "seen";

    public static void MapAction(this IEndpointRouteBuilder endpoints, string pattern, Func<ActionContext, AdminAction?> find) =>
        endpoints.MapAction(pattern, it => Task.FromResult(find(it)));

    public static void MapAction(this IEndpointRouteBuilder endpoints, string pattern, Find find)
    {
        endpoints.MapGet(pattern, (HttpContext context, PictureSource pictures) => WithAsync(
            context, pictures, find, SaidInQuery(context),
            (it, action) => Task.FromResult<IResult>(Ask(it, action, null))));
        endpoints.MapPost(pattern, async (HttpContext context, PictureSource pictures, AgentRelay relay, Notices notices) => await WithAsync(
            context, pictures, find, await FormReading.ReadAsync(context),
            (it, action) => DoAsync(it, action, relay, notices)))
            .AddEndpointFilter<SessionAntiforgery>();
    }

    /// <summary>The question about what was typed into a form before; it is done under the action's own address.</summary>
    public static void MapQuestion(this IEndpointRouteBuilder endpoints, string pattern, Find find) =>
        endpoints.MapPost(pattern, async (HttpContext context, PictureSource pictures) => await WithAsync(
            context, pictures, find, await FormReading.ReadAsync(context),
            (it, action) => Task.FromResult<IResult>(Ask(it, action, null))))
            .AddEndpointFilter<SessionAntiforgery>();

    /// <summary>The question, or the question again with what kept it from being done.</summary>
    private static Page Ask(ActionContext it, AdminAction action, string? failure, int status = StatusCodes.Status200OK) => Page.Of<ConfirmPage>(
        new()
        {
            [nameof(ConfirmPage.Chrome)] = Chrome.Of(it.Http),
            [nameof(ConfirmPage.Action)] = action,
            [nameof(ConfirmPage.Values)] = it.Said,
            [nameof(ConfirmPage.Failure)] = failure,
        },
        status);

    private static Dictionary<string, string> SaidInQuery(HttpContext context) =>
        context.Request.Query.ToDictionary(said => said.Key, said => said.Value.ToString(), StringComparer.Ordinal);

    private static async Task<IResult> WithAsync(
        HttpContext context, PictureSource pictures, Find find, IReadOnlyDictionary<string, string> said, Func<ActionContext, AdminAction, Task<IResult>> go)
    {
        try
        {
            var it = new ActionContext(context, await pictures.TakeAsync(context.AsAdmin()), said);
            return await find(it) is { } action
                ? await go(it, action)
                : Page.Message("Nothing is here", "There is no such thing, or nothing of that name can be done to it.", StatusCodes.Status404NotFound);
        }
        catch (HttpRequestException exception)
        {
            return Page.Message("Nothing to do", $"The agent says: {exception.Message}.", (int?)exception.StatusCode ?? StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<IResult> DoAsync(ActionContext it, AdminAction action, AgentRelay relay, Notices notices)
    {
        var (request, mistake) = action.Ask(it.Said);
        if (request is null)
        {
            return Ask(it, action, mistake, StatusCodes.Status400BadRequest);
        }

        var (answer, failure) = await relay.AskAsync(it.Caller, action.IsConditional ? UnderCondition(request, it.Said) : request, it.Aborted);
        if (answer is null)
        {
            return Ask(it, action, $"{failure!.Detail}.", failure.StatusCode!.Value);
        }

        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
            {
                return Ask(it, action, $"{await Refusal.ReadAsync(answer, it.Aborted)}.", (int)answer.StatusCode);
            }
        }

        notices.Leave(it.Http, action.Done);
        return new SeeOther(action.Next?.Invoke(it.Said) ?? action.Back);
    }

    /// <summary>By what the question showed, and not by what is there now: that may be another's change.</summary>
    private static AgentRequest UnderCondition(AgentRequest request, IReadOnlyDictionary<string, string> said) =>
        said.GetValueOrDefault(SeenField) is { Length: > 0 } seen ? request.With("If-Match", seen) : request.With("If-None-Match", "*");
}
