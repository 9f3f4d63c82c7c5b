using ClusterGateway.Contracts.DocumentLocks;
using FilePortal.Documents;
using FilePortal.Locking;

namespace FilePortal.Wopi;

/// <summary>
/// PutRelativeFile (https://learn.microsoft.com/microsoft-365/cloud-storage-partner-program/rest/files/putrelativefile): a document beside
/// another one, under a suggested name, which gives way to others, or under exactly this one.
/// </summary>
internal sealed class WopiNewDocument(LockedDocuments writes, DocumentFolder documents, WopiTokens tokens)
{
    private const int MostAttempts = 100;

    public async Task<IResult> CreateAsync(HttpContext context, WopiVisit visit)
    {
        var suggested = context.Request.Headers["X-WOPI-SuggestedTarget"].ToString();
        var exact = context.Request.Headers["X-WOPI-RelativeTarget"].ToString();
        if (suggested.Length > 0 == exact.Length > 0)
        {
            return Results.StatusCode(suggested.Length > 0 ? StatusCodes.Status501NotImplemented : StatusCodes.Status400BadRequest);
        }

        return exact.Length > 0
            ? await CreateExactlyAsync(context, visit, Utf7.Decode(exact))
            : await CreateLikeAsync(context, visit, Utf7.Decode(suggested));
    }

    private async Task<IResult> CreateExactlyAsync(HttpContext context, WopiVisit visit, string name)
    {
        if (!DocumentName.TryParse(name, out var document, out _))
        {
            return Results.BadRequest();
        }

        var overwrite = string.Equals(context.Request.Headers["X-WOPI-OverwriteRelativeTarget"], "true", StringComparison.OrdinalIgnoreCase);
        var condition = new WriteCondition(IfMatch: null, OnlyNew: !overwrite);
        var result = await writes.WriteAsync(document, context.Request.Body, condition, LockClaim.None, context.RequestAborted);
        switch (result.Outcome)
        {
            case WriteOutcome.Locked:
                return WopiAnswer.Locked(result.Holder);
            case WriteOutcome.ConditionFailed:
                return new WopiAnswer(StatusCodes.Status409Conflict, new Dictionary<string, string>
                {
                    [WopiHeaders.Lock] = "",
                    ["X-WOPI-ValidRelativeTarget"] = Utf7.Encode(Candidates(name).First(c => c != name && IsFree(c))),
                });
            default:
                return Created(context, visit, document);
        }
    }

    private async Task<IResult> CreateLikeAsync(HttpContext context, WopiVisit visit, string suggested)
    {
        var wanted = suggested.StartsWith('.') ? Path.GetFileNameWithoutExtension(visit.Document.Value) + suggested : suggested;
        using var staged = await documents.StageAsync(context.Request.Body, context.RequestAborted);
        foreach (var name in Candidates(wanted).Take(MostAttempts))
        {
            if (!DocumentName.TryParse(name, out var document, out _))
            {
                return Results.BadRequest();
            }

            if (documents.Publish(staged, document, new WriteCondition(IfMatch: null, OnlyNew: true)) == WriteOutcome.Created)
            {
                return Created(context, visit, document);
            }
        }

        return Results.StatusCode(StatusCodes.Status500InternalServerError);
    }

    private IResult Created(HttpContext context, WopiVisit visit, DocumentName document)
    {
        var (token, _) = tokens.Issue(visit.User, document);
        return Results.Ok(new Dictionary<string, string>
        {
            ["Name"] = document.Value,
            ["Url"] = $"{WopiEndpoints.SourceOf(context.Request, document)}?access_token={token}",
            ["HostViewUrl"] = PageOf(context.Request, document),
            ["HostEditUrl"] = PageOf(context.Request, document) + "/edit",
        });
    }

    private static string PageOf(HttpRequest request, DocumentName document) => $"{request.Scheme}://{request.Host}{document.Url}";

    private bool IsFree(string name) => DocumentName.TryParse(name, out var document, out _) && documents.Find(document) is null;

    private static IEnumerable<string> Candidates(string name)
    {
        yield return name;
        var (stem, extension) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        for (var number = 2; ; number++)
        {
            yield return $"{stem} ({number}){extension}";
        }
    }
}
