using System.Net;
using ClusterGateway.Client.DocumentLocks;
using ClusterGateway.Contracts.DocumentLocks;
using FilePortal.Documents;

namespace FilePortal.Wopi;

/// <summary>An answer in the manner of WOPI: a status, and what counts in headers.</summary>
internal sealed class WopiAnswer(int status, IReadOnlyDictionary<string, string> headers) : IResult
{
    public const string ItemVersion = "X-WOPI-ItemVersion";

    public static WopiAnswer Done(DocumentView? document = null) => new(
        StatusCodes.Status200OK,
        document is null ? new Dictionary<string, string>() : new() { [ItemVersion] = WopiVisit.VersionOf(document) });

    /// <summary>The agent's answer to a lock call; where it is done, with the version that the lock is about.</summary>
    public static WopiAnswer Of(WopiLockAnswer answer, DocumentView document) => new(
        (int)answer.Status,
        answer.Status == HttpStatusCode.OK
            ? new Dictionary<string, string>(answer.Headers) { [ItemVersion] = WopiVisit.VersionOf(document) }
            : answer.Headers);

    public static WopiAnswer Locked(LockView? holder) => new(StatusCodes.Status409Conflict, new Dictionary<string, string>
    {
        [WopiHeaders.Lock] = holder?.LockId ?? "",
        [WopiHeaders.LockFailureReason] = holder is null ? "the file is not locked" : "the file is locked under another id",
    });

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            // By the indexer: Append drops an empty value, and WOPI wants the empty header.
            httpContext.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    }
}
