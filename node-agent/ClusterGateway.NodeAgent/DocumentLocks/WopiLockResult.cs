using ClusterGateway.Contracts.DocumentLocks;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>An answer in the manner of WOPI: what counts is in the headers.</summary>
/// <param name="lockId">For <c>X-WOPI-Lock</c>, empty when there is no lock; null to send no such header.</param>
/// <param name="conflict">The body of a 409; null for 200.</param>
internal sealed class WopiLockResult(string? lockId, string? reason = null, IResult? conflict = null) : IResult
{
    public static WopiLockResult Done { get; } = new(lockId: null);

    public static WopiLockResult Current(HeldLock? held) => new(held?.LockId ?? "");

    public static WopiLockResult Conflict(HeldLock? held) =>
        new(held?.LockId ?? "", LockConflict.ReasonOf(held), LockConflict.ProblemOf(held));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // By the indexer: Append drops an empty value, and WOPI wants the empty header.
        var headers = httpContext.Response.Headers;
        if (lockId is not null)
        {
            headers[WopiHeaders.Lock] = lockId;
        }

        if (reason is not null)
        {
            headers[WopiHeaders.LockFailureReason] = reason;
        }

        return conflict?.ExecuteAsync(httpContext) ?? Task.CompletedTask;
    }
}
