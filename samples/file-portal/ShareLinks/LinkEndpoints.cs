using ClusterGateway.Client;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.ShareLinks;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Pages;
using FilePortal.SignIn;

namespace FilePortal.ShareLinks;

/// <summary><c>/files/{name}/links</c>: who has an account makes links of a document, sees how often they were used, and ends them.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/files/{name}/links").RequireSession(sessions => sessions.Portal, "/login").RequireDocumentName();
        group.MapGet("", (HttpContext context, ClusterClient cluster, DocumentFolder documents) => ShowAsync(context, cluster, documents));
        group.MapPost("", CreateAsync).DisableAntiforgery();
        group.MapPost("{id}/revoke", RevokeAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, ClusterClient cluster, DocumentFolder documents, string? made = null, string? error = null)
    {
        if (documents.Find(context.Document()) is not { } document)
        {
            return Refusal.Because(ProblemTypes.NotFound, "There is no document of this name.");
        }

        var links = await cluster.ShareLinks.ListAsync(context.Session().User, LinkTarget.Of(context.Document()), context.RequestAborted)
            .ToListAsync(context.RequestAborted);
        return Page.Of<LinksPage>(
            new()
            {
                [nameof(LinksPage.Session)] = context.Session(),
                [nameof(LinksPage.Document)] = document,
                [nameof(LinksPage.Links)] = (IReadOnlyList<ShareLinkView>)links,
                [nameof(LinksPage.Made)] = made,
                [nameof(LinksPage.Error)] = error,
            },
            error is null ? made is null ? StatusCodes.Status200OK : StatusCodes.Status201Created : StatusCodes.Status400BadRequest);
    }

    /// <summary>Answers with the page itself: the address is shown once and is in no redirect. A reload makes no second link.</summary>
    private static async Task<IResult> CreateAsync(HttpContext context, ClusterClient cluster, DocumentFolder documents)
    {
        if (!await UploadForm.IsOfThisSessionAsync(context))
        {
            return UploadForm.Stale();
        }

        var fields = await context.Request.ReadFormAsync(context.RequestAborted);
        var (request, error) = LinkForm.Read(fields, context.Document(), context.Session());
        if (request is null || documents.Find(context.Document()) is null)
        {
            return await ShowAsync(context, cluster, documents, error: error);
        }

        try
        {
            var key = fields["key"].ToString();
            var link = await cluster.ShareLinks.CreateAsync(request, key.Length == 0 ? null : key, context.RequestAborted);
            return await ShowAsync(context, cluster, documents, made: AddressOf(context.Request, link));
        }
        catch (AgentProblemException refused)
        {
            return await ShowAsync(context, cluster, documents, error: refused.Message);
        }
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string id, ClusterClient cluster)
    {
        if (!await UploadForm.IsOfThisSessionAsync(context))
        {
            return UploadForm.Stale();
        }

        var found = await cluster.ShareLinks.FindAsync(id, context.RequestAborted);
        if (found is not null && found.Link.Owner != context.Session().User)
        {
            return Refusal.Because(ProblemTypes.NotFound, "You have no link of this name.");
        }

        // Over already is as good as revoked.
        await cluster.ShareLinks.RevokeAsync(id, context.RequestAborted);
        return SeeOther.To($"{context.Document().Url}/links");
    }

    private static string AddressOf(HttpRequest request, NewShareLinkView link) =>
        link.Url.StartsWith('/') ? $"{request.Scheme}://{request.Host}{link.Url}" : link.Url;
}
