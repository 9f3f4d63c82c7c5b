using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClusterGateway.NodeAgent.Favorites;

/// <summary><c>/users/{user}/favorites</c>: what users marked, the same on every node at once.</summary>
internal static class FavoriteEndpoints
{
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
            .ProducesProblem(StatusCodes.Status400BadRequest);
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
        if (await favorites.AddAsync(user.Value, item.Value, cancellationToken))
        {
            return TypedResults.Created((string?)null, new FavoriteView(item.Value));
        }

        return request.GetTypedHeaders().IfNoneMatch.Contains(EntityTagHeaderValue.Any)
            ? Problem.Of(ProblemTypes.PreconditionFailed, "it is a favorite already")
            : TypedResults.Ok(new FavoriteView(item.Value));
    }

    private static async Task<NoContent> RemoveAsync(
        PathName user, PathName item, FavoriteStore favorites, CancellationToken cancellationToken)
    {
        await favorites.RemoveAsync(user.Value, item.Value, cancellationToken);
        return TypedResults.NoContent();
    }
}
