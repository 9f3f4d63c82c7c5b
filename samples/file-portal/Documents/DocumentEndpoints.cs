using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using FilePortal.Configuration;
using FilePortal.Edge;
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
        group.MapGet("/", (HttpContext context, DocumentFolder documents, IOptionsMonitor<PortalOptions> options) =>
            Show(context, documents, options.CurrentValue.Node));
        group.MapGet("/files", (HttpContext context, DocumentFolder documents, IOptionsMonitor<PortalOptions> options) =>
            Accepted.Json(context.Request)
                ? Results.Ok(new Page<DocumentView>(documents.List(), Next: null))
                : Show(context, documents, options.CurrentValue.Node));
        group.MapMethods("/files/{name}", [HttpMethods.Get, HttpMethods.Head], Read);
        group.MapPut("/files/{name}", WriteAsync);
        group.MapDelete("/files/{name}", Delete);
        group.MapPost("/files", UploadForm.ReceiveAsync);
        group.MapPost("/files/{name}/delete", DeleteByFormAsync);
    }

    private static Page Show(HttpContext context, DocumentFolder documents, string node) => Page.Of<DocumentsPage>(new()
    {
        [nameof(DocumentsPage.User)] = context.Session().User,
        [nameof(DocumentsPage.Node)] = node,
        [nameof(DocumentsPage.FormToken)] = context.Session().FormToken,
        [nameof(DocumentsPage.Documents)] = documents.List(),
    });

    private static IResult Read(HttpContext context, string name, DocumentFolder documents)
    {
        if (!DocumentName.TryParse(name, out var document, out var reason))
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, reason);
        }

        if (documents.Open(document) is not { } content)
        {
            return Missing();
        }

        var inline = context.Request.Query.ContainsKey("download") ? null : DocumentTypes.InlineType(name);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ContentSecurityPolicy = Sandbox;
        return Results.Stream(
            content.Stream, inline ?? DocumentTypes.DownloadType(name), inline is null ? name : null, content.Modified, content.ETag, enableRangeProcessing: true);
    }

    private static async Task<IResult> WriteAsync(HttpContext context, string name, DocumentFolder documents)
    {
        if (!DocumentName.TryParse(name, out var document, out var reason))
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, reason);
        }

        // RFC 9110 §14.5: a part taken for the whole would destroy the document.
        if (context.Request.Headers.ContentRange.Count > 0)
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, "PUT replaces the whole document; leave Content-Range out.");
        }

        var outcome = await documents.WriteAsync(document, context.Request.Body, WriteCondition.Of(context.Request), context.RequestAborted);
        context.Response.Headers.ETag = outcome == WriteOutcome.ConditionFailed ? default : documents.TagOf(document)?.ToString();
        return outcome switch
        {
            WriteOutcome.Created => Results.Created(document.Url, value: null),
            WriteOutcome.Replaced => Results.NoContent(),
            _ => Refusal.Because(ProblemTypes.PreconditionFailed, "It is not the version that the request names; read it again."),
        };
    }

    private static IResult Delete(string name, DocumentFolder documents) => !DocumentName.TryParse(name, out var document, out var reason)
        ? Refusal.Because(ProblemTypes.InvalidRequest, reason)
        : documents.Delete(document) ? Results.NoContent() : Missing();

    private static async Task<IResult> DeleteByFormAsync(HttpContext context, string name, DocumentFolder documents)
    {
        var fields = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!context.Session().AllowsForm(fields[UploadForm.TokenField]))
        {
            return UploadForm.Stale();
        }

        if (!DocumentName.TryParse(name, out var document, out var reason))
        {
            return Refusal.Because(ProblemTypes.InvalidRequest, reason);
        }

        // Gone already is as good as deleted: somebody else was faster.
        documents.Delete(document);
        return SeeOther.To("/files");
    }

    private static Refusal Missing() => Refusal.Because(ProblemTypes.NotFound, "There is no document of this name.");
}
