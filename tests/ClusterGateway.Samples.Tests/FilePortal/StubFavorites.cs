using System.Collections.Concurrent;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ClusterGateway.Samples.Tests.FilePortal;

/// <summary>Favorites in memory.</summary>
internal sealed class StubFavorites
{
    private readonly ConcurrentDictionary<(string User, string Item), FavoriteView> _items = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/users/{user}/favorites", (string user) => Results.Json(
            new Page<FavoriteView>([.. _items.Where(entry => entry.Key.User == user).Select(entry => entry.Value)], Next: null),
            ContractsJson.Default.PageFavoriteView));
        routes.MapPut("/v1/users/{user}/favorites/{item}", (string user, string item) =>
        {
            _items[(user, item)] = new FavoriteView(item);
            return Results.Ok();
        });
        routes.MapDelete("/v1/users/{user}/favorites/{item}", (string user, string item) =>
        {
            _items.TryRemove((user, item), out _);
            return Results.NoContent();
        });
    }
}
