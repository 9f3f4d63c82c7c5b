using ClusterGateway.Gateway.Dashboard.Live;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>The overview, and the lists of locks and links.</summary>
internal static class PageEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/", async (HttpContext context, Fragments fragments) =>
        Page.Of<OverviewPage>(new()
        {
            [nameof(OverviewPage.Chrome)] = Chrome.Of(context),
            [nameof(OverviewPage.Rendering)] = await fragments.TakeAsync(context.AsAdmin()),
        }));

    public static void MapLists(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/locks", LocksAsync);
        endpoints.MapGet("/links", LinksAsync);
    }

    private static async Task<IResult> LocksAsync(HttpContext context, SharedState shared, string? prefix = "", string? after = null)
    {
        var (found, failure) = await AgentReading.TryAsync(shared.LocksAsync(AgentCaller.Of(context), prefix, after, context.RequestAborted));
        return Page.Of<LocksPage>(new()
        {
            [nameof(LocksPage.Chrome)] = Chrome.Of(context),
            [nameof(LocksPage.Prefix)] = prefix ?? "",
            [nameof(LocksPage.Found)] = found,
            [nameof(LocksPage.Failure)] = failure,
        });
    }

    private static async Task<IResult> LinksAsync(HttpContext context, SharedState shared, string? owner = "", string? target = "", string? after = null)
    {
        var (found, failure) = await AgentReading.TryAsync(shared.LinksAsync(AgentCaller.Of(context), owner, target, after, context.RequestAborted));
        return Page.Of<LinksPage>(new()
        {
            [nameof(LinksPage.Chrome)] = Chrome.Of(context),
            [nameof(LinksPage.Owner)] = owner ?? "",
            [nameof(LinksPage.Target)] = target ?? "",
            [nameof(LinksPage.Found)] = found,
            [nameof(LinksPage.Failure)] = failure,
        });
    }
}
