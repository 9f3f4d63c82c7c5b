using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Screening.Blocks;
using ClusterGateway.NodeAgent.Screening.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary><c>/v1/screening/blocks</c>: reading is for all, blocking and unblocking for administrators.</summary>
internal static class BlockEndpoints
{
    /// <summary>A slip of the finger must not block a part of the internet.</summary>
    private const int LeastIpv4Prefix = 8;
    private const int LeastIpv6Prefix = 16;

    public static void MapBlocks(this IEndpointRouteBuilder endpoints)
    {
        var blocks = endpoints.MapGroup("/screening/blocks").WithTags("Screening").ProducesProblem(StatusCodes.Status400BadRequest);
        blocks.MapGet("", ListAsync)
            .WithSummary("All blocks; with 'since', answers when their revision is another one, or the wait is over")
            .Produces(StatusCodes.Status304NotModified);
        blocks.MapPut("{cidr}", BlockAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("Blocks a network, or gives its block another reason and end")
            .ProducesProblem(StatusCodes.Status409Conflict);
        blocks.MapDelete("{cidr}", UnblockAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("Takes a block away, and what led to it")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<BlockListView>, StatusCodeHttpResult, Problem>> ListAsync(
        HttpContext context, BlockFeed feed, BlockListing listing, CancellationToken cancellationToken, long? since = null, string? wait = null)
    {
        if (!LongPoll.TryParse(wait, out var bound))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'wait' is a duration of at most 60s, such as 30s");
        }

        var blocks = await feed.ReadAsync(since, bound, cancellationToken);
        var tag = listing.TagOf(blocks);
        EntityTags.Send(context.Response, tag);
        return EntityTags.IsKnown(context.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(listing.ViewOf(blocks));
    }

    private static async Task<Results<Ok<BlockView>, Created<BlockView>, Problem>> BlockAsync(
        PathName cidr, BlockRequest request, HttpContext context, BlockCommands commands, AllowedNetworks allowed, ScreeningOptions options,
        TimeProvider time, CancellationToken cancellationToken)
    {
        if (!TryParse(cidr, options, out var range, out var invalid) || (invalid = ScreeningBounds.Refuse(request)) is not null)
        {
            return invalid;
        }

        if (allowed.Contain(range))
        {
            return Problem.Of(ProblemTypes.Refused, $"{range} is on the allow-list, and would not be blocked (ClusterGateway:Screening:AllowList, and loopback)");
        }

        if (await commands.BlockAsync(range, request.Reason, request.Until, Caller.NameOf(context), cancellationToken) is not { } done)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'until' is not in the future");
        }

        var view = done.Block.View(time.GetUtcNow(), TimeSpan.Zero)!;
        return done.IsNew ? TypedResults.Created($"/v1/screening/blocks/{Uri.EscapeDataString(view.Cidr)}", view) : TypedResults.Ok(view);
    }

    private static async Task<Results<NoContent, Problem>> UnblockAsync(
        PathName cidr, HttpContext context, BlockCommands commands, ScreeningOptions options, CancellationToken cancellationToken)
    {
        if (!TryParse(cidr, options, out var range, out var invalid))
        {
            return invalid;
        }

        return await commands.UnblockAsync(range, Caller.NameOf(context), cancellationToken)
            ? TypedResults.NoContent()
            : Problem.Of(ProblemTypes.NotFound, $"{range} is not blocked; a block of a wider network that holds it is taken away under its own name");
    }

    private static bool TryParse(PathName cidr, ScreeningOptions options, out AddressRange range, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Problem? invalid)
    {
        invalid = !AddressRange.TryParse(cidr.Value, options.Ipv4Prefix, options.Ipv6Prefix, out range)
            ? Problem.Of(ProblemTypes.InvalidRequest, $"'{cidr}' is neither an address (192.0.2.7) nor a network (192.0.2.0/24)")
            : range.Prefix < (range.IsIpv4 ? LeastIpv4Prefix : LeastIpv6Prefix)
                ? Problem.Of(ProblemTypes.InvalidRequest, $"{range} is too large a part of the internet; a network begins at /{LeastIpv4Prefix}, an IPv6 one at /{LeastIpv6Prefix}")
                : null;
        return invalid is null;
    }
}
