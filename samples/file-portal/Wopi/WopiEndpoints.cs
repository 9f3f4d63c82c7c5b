using System.Text.Json;
using ClusterGateway.Client;
using ClusterGateway.Contracts.DocumentLocks;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Locking;
using FilePortal.SignIn;
using Microsoft.AspNetCore.Http.Features;

namespace FilePortal.Wopi;

/// <summary>
/// <c>/wopi/files/{id}</c> and <c>/wopi/files/{id}/contents</c>: the WOPI host. Its lock calls go to the agent as they are; people whose
/// requests land on different nodes are in one document by the same lock.
/// </summary>
internal static class WopiEndpoints
{
    private static readonly JsonSerializerOptions AsNamed = new();

    public static void MapWopi(this IEndpointRouteBuilder routes)
    {
        var file = routes.MapGroup("/wopi/files/{id}").WithMetadata(OtherSites.Allowed).RequireAccessToken();
        file.MapGet("", (HttpContext context) => Results.Json(CheckFileInfo.Of(VisitOf(context), VisitOf(context).View), AsNamed));
        file.MapPost("", OperateAsync).DisableAntiforgery();
        file.MapGet("contents", Read);
        file.MapPost("contents", WriteAsync).DisableAntiforgery();

        routes.MapGroup("/files/{name}/wopi").RequireSession(sessions => sessions.Portal, "/login").RequireDocumentName().MapGet("", Invite);
    }

    /// <summary>What an office application needs to open the document for this user.</summary>
    private static IResult Invite(HttpContext context, WopiTokens tokens)
    {
        var (token, expires) = tokens.Issue(context.Session().User, context.Document());
        return Results.Ok(new
        {
            wopiSrc = SourceOf(context.Request, context.Document()),
            accessToken = token,
            accessTokenTtl = expires.ToUnixTimeMilliseconds(),
        });
    }

    private static async Task<IResult> OperateAsync(
        HttpContext context, ClusterClient cluster, LockedDocuments writes, WopiNewDocument relatives)
    {
        var visit = VisitOf(context);
        switch (context.Request.Headers[WopiHeaders.Override].ToString())
        {
            case "LOCK" or "GET_LOCK" or "REFRESH_LOCK" or "UNLOCK":
                var headers = context.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
                var answer = await cluster.WopiLocks.SendAsync(visit.Document.Value, headers, context.RequestAborted);
                return WopiAnswer.Of(answer, visit.View);
            case "DELETE":
                var deleted = await writes.DeleteAsync(visit.Document, LockClaim.None, context.RequestAborted);
                return deleted.Outcome == WriteOutcome.Locked ? WopiAnswer.Locked(deleted.Holder) : WopiAnswer.Done();
            case "PUT_RELATIVE":
                return await relatives.CreateAsync(context, visit);
            default:
                return Results.StatusCode(StatusCodes.Status501NotImplemented);
        }
    }

    private static IResult Read(HttpContext context, DocumentFolder documents)
    {
        var visit = VisitOf(context);
        if (documents.Open(visit.Document) is not { } content)
        {
            return Results.NotFound();
        }

        if (long.TryParse(context.Request.Headers["X-WOPI-MaxExpectedSize"], out var most) && content.Stream.Length > most)
        {
            content.Stream.Dispose();
            return Results.StatusCode(StatusCodes.Status412PreconditionFailed);
        }

        context.Response.Headers[WopiAnswer.ItemVersion] = content.ETag.Tag.ToString().Trim('"');
        return Results.Stream(content.Stream, "application/octet-stream");
    }

    /// <summary>A document that nobody has locked takes a content only while it has none: that is how a new one begins.</summary>
    private static async Task<IResult> WriteAsync(HttpContext context, LockedDocuments writes, DocumentFolder documents)
    {
        if (context.Request.Headers[WopiHeaders.Override] != "PUT")
        {
            return Results.StatusCode(StatusCodes.Status501NotImplemented);
        }

        var document = VisitOf(context).Document;
        var lockId = context.Request.Headers[WopiHeaders.Lock].ToString();
        var claim = new LockClaim(lockId.Length == 0 ? null : lockId, () => documents.Find(document) is null or { Size: 0 });
        var result = await writes.WriteAsync(document, context.Request.Body, WriteCondition.None, claim, context.RequestAborted);
        return result.Outcome == WriteOutcome.Locked ? WopiAnswer.Locked(result.Holder) : WopiAnswer.Done(documents.Find(document));
    }

    internal static string SourceOf(HttpRequest request, DocumentName document) =>
        $"{request.Scheme}://{request.Host}/wopi/files/{WopiFileId.Of(document)}";

    private static WopiVisit VisitOf(HttpContext context) => context.Features.GetRequiredFeature<WopiVisit>();
}
