using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>
/// <c>/wopi/locks/{fileId}</c>: the lock calls of WOPI clients as their host hands them on, without a look at them. A body is ignored.
/// </summary>
internal static class WopiLockEndpoints
{
    public static void MapWopiLocks(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/wopi/locks/{fileId}", HandleAsync)
        .RequireAudience(TokenAudience.App)
        .WithTags("Document locks")
        .WithSummary("Lock, UnlockAndRelock, GetLock, RefreshLock or Unlock of WOPI, by X-WOPI-Override")
        .Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status501NotImplemented);

    private static Task<IResult> HandleAsync(
        PathName fileId, [AsParameters] WopiLockRequest request, IDocumentLocks locks, DocumentLockOptions options,
        CancellationToken cancellationToken)
    {
        var timeToLive = request.TimeToLiveOr(options.TimeToLive);
        return request.Override switch
        {
            "GET_LOCK" => FindAsync(fileId, locks, cancellationToken),
            "LOCK" => CarryOutAsync(
                request.RefuseLock() ?? request.RefuseOldLock() ?? request.RefuseTimeToLive(),
                () => request.OldLock is null
                    ? new LockCommand.Take(request.Lock!, timeToLive)
                    : new LockCommand.Swap(request.OldLock, request.Lock!, timeToLive)),
            "REFRESH_LOCK" => CarryOutAsync(
                request.RefuseLock() ?? request.RefuseTimeToLive(), () => new LockCommand.Refresh(request.Lock!, timeToLive)),
            "UNLOCK" => CarryOutAsync(request.RefuseLock(), () => new LockCommand.Release(request.Lock!)),
            null or "" => Task.FromResult<IResult>(Problem.Of(ProblemTypes.InvalidRequest, $"{WopiHeaders.Override} is missing")),
            _ => Task.FromResult<IResult>(TypedResults.Problem(
                "this address takes LOCK, GET_LOCK, REFRESH_LOCK and UNLOCK; the host answers everything else itself",
                statusCode: StatusCodes.Status501NotImplemented)),
        };

        async Task<IResult> CarryOutAsync(Problem? refused, Func<LockCommand> command)
        {
            if (refused is not null)
            {
                return refused;
            }

            var answer = await locks.CarryOutAsync(fileId.Value, command(), cancellationToken);
            return answer.Outcome == LockOutcome.Conflict ? WopiLockResult.Conflict(answer.Held) : WopiLockResult.Done;
        }
    }

    private static async Task<IResult> FindAsync(PathName fileId, IDocumentLocks locks, CancellationToken cancellationToken) =>
        WopiLockResult.Current(await locks.FindAsync(fileId.Value, cancellationToken));
}
