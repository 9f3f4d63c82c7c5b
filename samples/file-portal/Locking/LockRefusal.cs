using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Problems;
using FilePortal.Documents;
using FilePortal.Edge;
using FilePortal.Pages;
using FilePortal.SignIn;

namespace FilePortal.Locking;

/// <summary>409: the document is not locked as the change needs it. People read who holds it, programs its id.</summary>
/// <param name="holder">Null when nobody does.</param>
internal sealed class LockRefusal(DocumentName document, LockView? holder) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        // By the indexer: Append drops an empty value.
        httpContext.Response.Headers[WopiHeaders.Lock] = holder?.LockId ?? "";
        if (Accepted.Html(httpContext.Request) && httpContext.Features.Get<Session>() is { } session)
        {
            return HeldPage.Of(document, holder, session, StatusCodes.Status409Conflict).ExecuteAsync(httpContext);
        }

        var detail = holder is null
            ? "The document is not locked; lock it first."
            : $"{LockOwner.Of(holder)} holds its lock. Wait until that is released or over, or send its id as {WopiHeaders.Lock}.";
        return Results.Problem(
            detail,
            statusCode: StatusCodes.Status409Conflict,
            title: "The document is locked",
            type: ProblemTypes.Prefix + ProblemTypes.LockConflict,
            extensions: new Dictionary<string, object?>
            {
                ["currentLockId"] = holder?.LockId ?? "",
                ["owner"] = holder?.Owner,
                ["expiresIn"] = holder?.ExpiresIn.TotalSeconds ?? 0,
            }).ExecuteAsync(httpContext);
    }
}
