using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClusterGateway.NodeAgent.Favorites;

/// <summary><c>/users/{user}/favorites</c>: what users marked, the same on every node at once.</summary>
internal static class FavoriteEndpoints
{
    /// <summary>One item has no tag that anybody was told; of conditions on it, only <c>*</c> can hold.</summary>
    private static readonly EntityTagHeaderValue Untold = new("\"\"", isWeak: true);

    public static void MapFavorites(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/users/{user}/favorites").RequireAudience(TokenAudience.App).WithTags("Favorites");
        group.MapGet("", ListAsync)
            .WithSummary("A user's favorites in pages; a page that the caller has already (If-None-Match) is 304")
            .Produces<Page<FavoriteView>>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPut("/{item}", AddAsync)
            .WithSummary("Adds a favorite: 201 when it is new, 200 when it was there; no body is read")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        group.MapDelete("/{item}", RemoveAsync)
            .WithSummary("Removes a favorite; fine when it is not there")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> ListAsync(
        PathName user, [AsParameters] PageRequest page, HttpContext context, FavoriteStore favorites, CancellationToken cancellationToken)
    {
        if (page.Refuse() is { } problem)
        {
            return problem;
        }

        var found = await favorites.ListAsync(user.Value, page, cancellationToken);
        var tag = EntityTags.Of(found, ContractsJson.Default.PageFavoriteView);
        EntityTags.Send(context.Response, tag);
        return EntityTags.IsKnown(context.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(found);
    }

    private static async Task<Results<Created<FavoriteView>, Ok<FavoriteView>, Problem>> AddAsync(
        PathName user, PathName item, HttpRequest request, FavoriteStore favorites, CancellationToken cancellationToken)
    {
        var (present, absent) = Refusals(request);
        if (present is not null && absent is not null)
        {
            return present;
        }

        if (absent is not null)
        {
            return await favorites.ContainsAsync(user.Value, item.Value, cancellationToken) ? TypedResults.Ok(new FavoriteView(item.Value)) : absent;
        }

        if (await favorites.AddAsync(user.Value, item.Value, cancellationToken))
        {
            return TypedResults.Created((string?)null, new FavoriteView(item.Value));
        }

        return present is not null ? present : TypedResults.Ok(new FavoriteView(item.Value));
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        PathName user, PathName item, HttpRequest request, FavoriteStore favorites, CancellationToken cancellationToken)
    {
        var (present, absent) = Refusals(request);
        if (present is not null)
        {
            return absent is not null || await favorites.ContainsAsync(user.Value, item.Value, cancellationToken) ? present : TypedResults.NoContent();
        }

        var removed = await favorites.RemoveAsync(user.Value, item.Value, onlyIfPresent: absent is not null, cancellationToken);
        return removed ? TypedResults.NoContent() : absent!;
    }

    /// <summary>What the request's conditions say when the item is there, and when it is not.</summary>
    private static (Problem? Present, Problem? Absent) Refusals(HttpRequest request) =>
        (EntityTags.Refuse(request, Untold), EntityTags.Refuse(request, current: null));
}
