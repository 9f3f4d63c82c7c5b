using FilePortal.Documents;

namespace FilePortal.Wopi;

/// <summary>Lets pass who has an access token for the very document, as WOPI sends it (<c>?access_token=</c>) or as a bearer.</summary>
internal static class WopiAccess
{
    private const string Scheme = "Bearer ";

    public static RouteGroupBuilder RequireAccessToken(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            if (WopiFileId.Parse(context.Request.RouteValues["id"] as string) is not { } document)
            {
                return Results.NotFound();
            }

            var tokens = context.RequestServices.GetRequiredService<WopiTokens>();
            if (tokens.UserOf(TokenOf(context.Request), document) is not { } user)
            {
                return Results.Unauthorized();
            }

            if (context.RequestServices.GetRequiredService<DocumentFolder>().Find(document) is not { } view)
            {
                return Results.NotFound();
            }

            context.Features.Set(new WopiVisit(user, document, view));
            return await next(invocation);
        });
        return group;
    }

    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : request.Query["access_token"];
}
