using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Dashboard.Live;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Pages;

/// <summary>The pages that only show.</summary>
internal static class PageEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/", async (HttpContext context, Fragments fragments) =>
    {
        var rendering = await fragments.TakeAsync(context.AsAdmin());
        var picture = rendering.Picture;
        return Page.Of<OverviewPage>(new()
        {
            [nameof(OverviewPage.Chrome)] = Chrome.Of(context, picture.Status.Name, picture.Gateway),
            [nameof(OverviewPage.Rendering)] = rendering,
        });
    });

    public static void MapLists(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/locks", LocksAsync);
        endpoints.MapGet("/links", LinksAsync);
    }

    private static async Task<IResult> LocksAsync(
        HttpContext context, SharedState shared, Membership membership, GatewayIdentity identity, TimeProvider time, string? prefix = "", string? after = null)
    {
        var (found, failure) = await TryAsync(shared.LocksAsync(AgentCaller.Of(context), prefix, after, context.RequestAborted));
        return Page.Of<LocksPage>(new()
        {
            [nameof(LocksPage.Chrome)] = Chrome.Of(context, membership.Cluster ?? "", identity.Id),
            [nameof(LocksPage.Now)] = time.GetUtcNow(),
            [nameof(LocksPage.Prefix)] = prefix ?? "",
            [nameof(LocksPage.Found)] = found,
            [nameof(LocksPage.Failure)] = failure,
        });
    }

    private static async Task<IResult> LinksAsync(
        HttpContext context, SharedState shared, Membership membership, GatewayIdentity identity, TimeProvider time,
        string? owner = "", string? target = "", string? after = null)
    {
        var (found, failure) = await TryAsync(shared.LinksAsync(AgentCaller.Of(context), owner, target, after, context.RequestAborted));
        return Page.Of<LinksPage>(new()
        {
            [nameof(LinksPage.Chrome)] = Chrome.Of(context, membership.Cluster ?? "", identity.Id),
            [nameof(LinksPage.Now)] = time.GetUtcNow(),
            [nameof(LinksPage.Owner)] = owner ?? "",
            [nameof(LinksPage.Target)] = target ?? "",
            [nameof(LinksPage.Found)] = found,
            [nameof(LinksPage.Failure)] = failure,
        });
    }

    private static async Task<(Page<T>? Found, string? Failure)> TryAsync<T>(Task<Page<T>> reading)
    {
        try
        {
            return (await reading, null);
        }
        catch (HttpRequestException exception)
        {
            return (null, $"The agents cannot tell: {exception.Message}.");
        }
    }
}
