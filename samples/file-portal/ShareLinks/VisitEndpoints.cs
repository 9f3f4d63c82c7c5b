using ClusterGateway.Client;
using ClusterGateway.Client.ShareLinks;
using ClusterGateway.Contracts.ShareLinks;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Signing;

namespace FilePortal.ShareLinks;

/// <summary>
/// <c>/s/{token}</c>: a document for anybody who has the link. A page counts nothing and grants nothing that is not asked for; the download
/// is counted before its first byte, once for a grant, whatever the browser does with it (parts of it, once more, only its headers).
/// </summary>
internal static class VisitEndpoints
{
    private const int MostTokenCharacters = 256;

    public static void MapVisits(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/s/{token}").WithMetadata(OtherSites.Allowed);
        group.AddEndpointFilter((invocation, next) =>
        {
            // The address is a secret: no other site, cache or search engine learns it from us.
            var headers = invocation.HttpContext.Response.Headers;
            headers["Referrer-Policy"] = "no-referrer";
            headers["X-Robots-Tag"] = "noindex";
            headers.CacheControl = "no-store";
            return invocation.HttpContext.Request.RouteValues["token"] is string { Length: <= MostTokenCharacters }
                ? next(invocation)
                : ValueTask.FromResult<object?>(VisitAnswer.Over());
        });
        group.MapMethods("", [HttpMethods.Get, HttpMethods.Head], ShowAsync);
        group.MapPost("", UnlockAsync).DisableAntiforgery();
        group.MapMethods("download", [HttpMethods.Get, HttpMethods.Head], DownloadAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string token, ClusterClient cluster, VisitorGrant grants, DocumentFolder documents)
    {
        var visit = await cluster.ShareLinks.ResolveAsync(VisitOf(context, token), context.RequestAborted);
        var known = grants.Find(context.Request, token);
        if (visit.Outcome == ResolveOutcome.PasswordRequired && known is not null)
        {
            return VisitAnswer.Page(token, LinkTarget.Find(known.File, documents));
        }

        if (visit.Grant is not { } grant)
        {
            return VisitAnswer.Refused(context, token, visit);
        }

        var document = LinkTarget.Find(grant.Target, documents);
        if (document is not null && known is null)
        {
            grants.Give(context, token, grant, document);
        }

        return VisitAnswer.Page(token, document);
    }

    private static async Task<IResult> UnlockAsync(
        HttpContext context, string token, ClusterClient cluster, VisitorGrant grants, DocumentFolder documents)
    {
        var password = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync(context.RequestAborted))["password"].ToString()
            : "";
        var visit = await cluster.ShareLinks.ResolveAsync(VisitOf(context, token) with { Password = password }, context.RequestAborted);
        if (visit.Grant is not { } grant || LinkTarget.Find(grant.Target, documents) is not { } document)
        {
            return VisitAnswer.Refused(context, token, visit);
        }

        grants.Give(context, token, grant, document);
        return SeeOther.To($"/s/{token}");
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext context, string token, ClusterClient cluster, VisitorGrant grants, DocumentFolder documents)
    {
        if (grants.Find(context.Request, token) is not { } known)
        {
            var visit = await cluster.ShareLinks.ResolveAsync(VisitOf(context, token), context.RequestAborted);
            if (visit.Grant is not { } grant || LinkTarget.Find(grant.Target, documents) is not { } target)
            {
                return VisitAnswer.Refused(context, token, visit);
            }

            known = grants.Give(context, token, grant, target);
        }

        return await SendAsync(context, token, known, cluster, documents);
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, string token, Claims known, ClusterClient cluster, DocumentFolder documents)
    {
        if (!DocumentName.TryParse(known.File, out var document, out _) || documents.Open(document) is not { } content)
        {
            return VisitAnswer.Over();
        }

        if (!HttpMethods.IsHead(context.Request.Method) && !await ConsumeAsync(known, content, cluster, context.RequestAborted))
        {
            // The grant is over, or the link. The page tells which.
            VisitorGrant.Forget(context, token);
            return Accepted.Html(context.Request) ? SeeOther.To($"/s/{token}") : VisitAnswer.Over();
        }

        return Results.Stream(
            content.Stream, DocumentTypes.DownloadType(document.Value), document.Value, content.Modified, content.ETag, enableRangeProcessing: true);
    }

    private static async Task<bool> ConsumeAsync(Claims known, DocumentContent content, ClusterClient cluster, CancellationToken cancellationToken)
    {
        var consumed = false;
        try
        {
            consumed = await cluster.ShareLinks.ConsumeAsync(known.Grant!, cancellationToken);
        }
        finally
        {
            if (!consumed)
            {
                await content.Stream.DisposeAsync();
            }
        }

        return consumed;
    }

    private static ResolveRequest VisitOf(HttpContext context, string token) =>
        new() { Token = token, Client = context.Connection.RemoteIpAddress?.ToString() };
}
