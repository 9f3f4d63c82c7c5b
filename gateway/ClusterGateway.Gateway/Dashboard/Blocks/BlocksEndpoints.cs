using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;
using ClusterGateway.Gateway.Screening.Blocks;

namespace ClusterGateway.Gateway.Dashboard.Blocks;

/// <summary>Who is kept out, in the browser; blocking and letting in again.</summary>
internal static class BlocksEndpoints
{
    public static void MapBlocks(this IEndpointRouteBuilder endpoints)
    {
        var agents = endpoints.ServiceProvider.GetRequiredService<AgentReading>();
        var time = endpoints.ServiceProvider.GetRequiredService<TimeProvider>();
        endpoints.MapGet("/blocks", ListAsync);
        endpoints.MapAction("/blocks/new", _ => BlockActions.Block(time.GetUtcNow()));
        endpoints.MapAction("/blocks/remove", async it =>
            (await ReadAsync(agents, it.Caller, it.Aborted)).Items.FirstOrDefault(block => block.Cidr == it.Query("network")) is { } found
                ? BlockActions.Unblock(found)
                : null);
    }

    private static Task<BlockListView> ReadAsync(AgentReading agents, AgentCaller caller, CancellationToken cancellationToken) =>
        agents.GetAsync(caller, "/v1/screening/blocks", ContractsJson.Default.BlockListView, cancellationToken);

    private static async Task<IResult> ListAsync(HttpContext context, AgentReading agents, BlockCopy copy, string? find = "", int from = 0)
    {
        var (found, failure) = await AgentReading.TryAsync(ReadAsync(agents, AgentCaller.Of(context), context.RequestAborted));
        var kept = found is null ? KeptBlocks.Read(copy) : null;
        return Page.Of<BlocksPage>(new()
        {
            [nameof(BlocksPage.Chrome)] = Chrome.Of(context),
            [nameof(BlocksPage.Find)] = find?.Trim() ?? "",
            [nameof(BlocksPage.From)] = from,
            [nameof(BlocksPage.Blocks)] = found ?? kept,
            [nameof(BlocksPage.Warning)] = kept is null ? null : $"{failure} This is what the gateway keeps out meanwhile, besides whom it counts itself.",
            [nameof(BlocksPage.Failure)] = kept is null ? failure : null,
        });
    }
}
