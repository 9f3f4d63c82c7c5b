using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Problems;
using FilePortal.Configuration;
using FilePortal.Edge;
using FilePortal.Locking;
using FilePortal.Pages;
using FilePortal.SignIn;
using Microsoft.Extensions.Options;

namespace FilePortal.Documents;

/// <summary><c>/</c>, <c>/files</c> and <c>/files/{name}</c>: documents for people and for programs.</summary>
internal static class DocumentEndpoints
{
    private const string Sandbox = "default-src 'none'; sandbox";

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/").RequireSession(sessions => sessions.Portal, "/login");
        group.MapGet("/", ShowAsync);
        group.MapGet("/files", (HttpContext context, DocumentFolder documents, DocumentGlance glance, IOptionsMonitor<PortalOptions> options) =>
            Accepted.Json(context.Request)
                ? Task.FromResult(Results.Ok(new Page<DocumentView>(documents.List(), Next: null)))
                : ShowAsync(context, glance, options));
        group.MapPost("/files", UploadForm.ReceiveAsync);

        var one = group.MapGroup("/files/{name}").RequireDocumentName();
        one.MapMethods("", [HttpMethods.Get, HttpMethods.Head], Read);
        one.MapPut("", WriteAsync);
        one.MapDelete("", DeleteAsync);
        one.MapPost("delete", DeleteByFormAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, DocumentGlance glance, IOptionsMonitor<PortalOptions> options)
    {
        var (rows, complete) = await glance.OfAsync(context.Session().User, context.RequestAborted);
        return Page.Of<DocumentsPage>(new()
        {
            [nameof(DocumentsPage.Session)] = context.Session(),
            [nameof(DocumentsPage.Node)] = options.CurrentValue.Node,
            [nameof(DocumentsPage.Rows)] = rows,
            [nameof(DocumentsPage.IsComplete)] = complete,
        });
    }

    private static IResult Read(HttpContext context, DocumentFolder documents)
    {
        var name = context.Document().Value;
        if (documents.Open(context.Document()) is not { } content)
        {
            return Missing();
        }

        var inline = context.Request.Query.ContainsKey("download") ? null : DocumentTypes.InlineType(name);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentSecurityPolicy = Sandbox;
        return Results.Stream(
            content.Stream, inline ?? DocumentTypes.DownloadType(name), inline is null ? name : null, content.Modified, content.ETag, enableRangeProcessing: true);
    }

    private static async Task<IResult> WriteAsync(HttpContext context, DocumentFolder documents, LockedDocuments writes)
    {
        // RFC 9110 §14.5: a part taken for the whole would destroy the document.
        if (context.Request.Headers.ContentRange.Count > 0)
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, "PUT replaces the whole document; leave Content-Range out.");
        }

        var document = context.Document();
        var result = await writes.WriteAsync(
            document, context.Request.Body, WriteCondition.Of(context.Request), ClaimOf(context.Request), context.RequestAborted);
        if (result.Outcome is WriteOutcome.Created or WriteOutcome.Replaced)
        {
            context.Response.Headers.ETag = documents.TagOf(document)?.ToString();
        }

        return result.Outcome switch
        {
            WriteOutcome.Created => Results.Created(document.Url, value: null),
            WriteOutcome.Replaced => Results.NoContent(),
            WriteOutcome.Locked => new LockRefusal(document, result.Holder),
            _ => Refusal.Because(ProblemTypes.PreconditionFailed, "It is not the version that the request names; read it again."),
        };
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, LockedDocuments writes)
    {
        var result = await writes.DeleteAsync(context.Document(), ClaimOf(context.Request), context.RequestAborted);
        return result.Outcome switch
        {
            WriteOutcome.Deleted => Results.NoContent(),
            WriteOutcome.Locked => new LockRefusal(context.Document(), result.Holder),
            _ => Missing(),
        };
    }

    private static async Task<IResult> DeleteByFormAsync(HttpContext context, LockedDocuments writes)
    {
        if (!await UploadForm.IsOfThisSessionAsync(context))
        {
            return UploadForm.Stale();
        }

        // Gone already is as good as deleted: somebody else was faster.
        var result = await writes.DeleteAsync(context.Document(), LockClaim.None, context.RequestAborted);
        return result.Outcome == WriteOutcome.Locked ? new LockRefusal(context.Document(), result.Holder) : SeeOther.To("/files");
    }

    private static LockClaim ClaimOf(HttpRequest request) =>
        request.Headers[WopiHeaders.Lock].ToString() is { Length: > 0 } lockId ? new LockClaim(lockId) : LockClaim.None;

    private static Refusal Missing() => Refusal.Because(ProblemTypes.NotFound, "There is no document of this name.");
}
