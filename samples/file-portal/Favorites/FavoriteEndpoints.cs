using ClusterGateway.Client;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Favorites;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Pages;
using FilePortal.SignIn;

namespace FilePortal.Favorites;

/// <summary><c>/favorites</c>: what a user marked, the same on every node; and the stars that mark it.</summary>
internal static class FavoriteEndpoints
{
    public const string OnField = "on";
    public const string BackField = "back";

    public static void MapFavorites(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/").RequireSession(sessions => sessions.Portal, "/login");
        group.MapGet("/favorites", ShowAsync);

        var one = group.MapGroup("").RequireDocumentName();
        one.MapPut("/favorites/{name}", async (HttpContext context, ClusterClient cluster) =>
        {
            await cluster.Favorites.AddAsync(context.Session().User, context.Document().Value, context.RequestAborted);
            return Results.NoContent();
        });
        one.MapDelete("/favorites/{name}", async (HttpContext context, ClusterClient cluster) =>
        {
            await cluster.Favorites.RemoveAsync(context.Session().User, context.Document().Value, context.RequestAborted);
            return Results.NoContent();
        });
        one.MapPost("/files/{name}/favorite", MarkAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, ClusterClient cluster, DocumentGlance glance)
    {
        var user = context.Session().User;
        var favorites = await cluster.Favorites.ListAsync(user, context.RequestAborted).ToListAsync(context.RequestAborted);
        if (Accepted.Json(context.Request))
        {
            return Results.Ok(new Page<FavoriteView>(favorites, Next: null));
        }

        var (rows, _) = await glance.OfAsync(user, context.RequestAborted);
        var marked = favorites.Select(favorite => favorite.Item).ToHashSet(StringComparer.Ordinal);
        var shown = rows.Where(row => marked.Contains(row.Document.Name)).Select(row => row with { IsFavorite = true }).ToList();
        marked.ExceptWith(shown.Select(row => row.Document.Name));
        return Page.Of<FavoritesPage>(new()
        {
            [nameof(FavoritesPage.Session)] = context.Session(),
            [nameof(FavoritesPage.Rows)] = (IReadOnlyList<DocumentRow>)shown,
            [nameof(FavoritesPage.Gone)] = (IReadOnlyList<DocumentName>)[.. NamesOf(marked)],
        });
    }

    private static async Task<IResult> MarkAsync(HttpContext context, ClusterClient cluster)
    {
        if (!await UploadForm.IsOfThisSessionAsync(context))
        {
            return UploadForm.Stale();
        }

        var fields = await context.Request.ReadFormAsync(context.RequestAborted);
        var (user, item) = (context.Session().User, context.Document().Value);
        await (fields[OnField] == "true"
            ? cluster.Favorites.AddAsync(user, item, context.RequestAborted)
            : cluster.Favorites.RemoveAsync(user, item, context.RequestAborted));
        return SeeOther.To(LocalPath.Or(fields[BackField].ToString(), "/files"));
    }

    private static IEnumerable<DocumentName> NamesOf(IEnumerable<string> items)
    {
        foreach (var item in items.Order(StringComparer.OrdinalIgnoreCase))
        {
            if (DocumentName.TryParse(item, out var document, out _))
            {
                yield return document;
            }
        }
    }
}
