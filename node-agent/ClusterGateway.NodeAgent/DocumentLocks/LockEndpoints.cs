using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary><c>/v1/locks</c>: for applications that lock files themselves, and for whoever has to look or to break.</summary>
internal static class LockEndpoints
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxReason = 1024;

    public static void MapLocks(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/locks")
            .RequireAudience(TokenAudience.App, TokenAudience.Admin)
            .WithTags("Document locks")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("", ListAsync).WithSummary("The locks of all files whose name has a beginning");
        group.MapGet("{resource}", FindAsync).WithSummary("The lock of a file").ProducesProblem(StatusCodes.Status404NotFound);
        Held(group.MapPost("{resource}", TakeAsync), "Takes the lock, or refreshes it when it is held under the same id");
        Held(group.MapPost("{resource}/refresh", RefreshAsync), "Starts its time to live anew").RequireAudience(TokenAudience.App);
        Held(group.MapPost("{resource}/release", ReleaseAsync), "Unlocks the file").RequireAudience(TokenAudience.App);
        Held(group.MapPost("{resource}/swap", SwapAsync), "Gives a held lock another id, in one step").RequireAudience(TokenAudience.App);
        group.MapPost("{resource}/break", BreakAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("Unlocks the file whoever holds it; also right when nobody does");
    }

    private static RouteHandlerBuilder Held(RouteHandlerBuilder route, string summary) =>
        route.WithSummary(summary).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<Page<LockView>>, Problem>> ListAsync(
        [AsParameters] PageRequest page, string? prefix, IClusterStore store, CancellationToken cancellationToken)
    {
        var beginning = prefix ?? "";
        if ((page.Refuse() ?? RefusePrefix(beginning)) is { } problem)
        {
            return problem;
        }

        var found = await page.ReadAsync(
            store, LockEntries.PrefixOf(beginning), e => ViewOf(LockEntries.HeldBy(e)), cancellationToken, LockEntries.Prefix);
        var below = found.Items.Where(held => held.Resource.StartsWith(beginning, StringComparison.Ordinal));
        return TypedResults.Ok(found with { Items = [.. below] });
    }

    private static async Task<Results<Ok<LockView>, Problem>> FindAsync(
        PathName resource, IDocumentLocks locks, CancellationToken cancellationToken) =>
        await locks.FindAsync(resource.Value, cancellationToken) is { } held
            ? TypedResults.Ok(ViewOf(held))
            : Problem.Of(ProblemTypes.NotFound, "the file is not locked");

    private static async Task<Results<Created<LockView>, Ok<LockView>, Problem>> TakeAsync(
        PathName resource, LockRequest request, IDocumentLocks locks, DocumentLockOptions options, CancellationToken cancellationToken)
    {
        if ((LockTerms.RefuseId("'lockId'", request.LockId) ?? LockTerms.RefuseTimeToLive("'ttl'", request.Ttl)
            ?? LockTerms.RefuseOwner(request.Owner)) is { } problem)
        {
            return problem;
        }

        var command = new LockCommand.Take(request.LockId, request.Ttl ?? options.TimeToLive, request.Owner);
        return await locks.CarryOutAsync(resource.Value, command, cancellationToken) switch
        {
            { Outcome: LockOutcome.Taken, Held: { } held } =>
                TypedResults.Created($"/v1/locks/{Uri.EscapeDataString(held.Resource)}", ViewOf(held)),
            { Outcome: LockOutcome.Refreshed, Held: { } held } => TypedResults.Ok(ViewOf(held)),
            var answer => LockConflict.ProblemOf(answer.Held),
        };
    }

    private static async Task<Results<Ok<LockView>, Problem>> RefreshAsync(
        PathName resource, LockRefreshRequest request, IDocumentLocks locks, DocumentLockOptions options, CancellationToken cancellationToken)
    {
        if ((LockTerms.RefuseId("'lockId'", request.LockId) ?? LockTerms.RefuseTimeToLive("'ttl'", request.Ttl)) is { } problem)
        {
            return problem;
        }

        var command = new LockCommand.Refresh(request.LockId, request.Ttl ?? options.TimeToLive);
        return await ChangeAsync(resource, command, locks, cancellationToken);
    }

    private static async Task<Results<Ok<LockView>, Problem>> SwapAsync(
        PathName resource, LockSwapRequest request, IDocumentLocks locks, DocumentLockOptions options, CancellationToken cancellationToken)
    {
        if ((LockTerms.RefuseId("'oldLockId'", request.OldLockId) ?? LockTerms.RefuseId("'lockId'", request.LockId)
            ?? LockTerms.RefuseTimeToLive("'ttl'", request.Ttl)) is { } problem)
        {
            return problem;
        }

        var command = new LockCommand.Swap(request.OldLockId, request.LockId, request.Ttl ?? options.TimeToLive);
        return await ChangeAsync(resource, command, locks, cancellationToken);
    }

    private static async Task<Results<Ok<LockView>, Problem>> ChangeAsync(
        PathName resource, LockCommand command, IDocumentLocks locks, CancellationToken cancellationToken) =>
        await locks.CarryOutAsync(resource.Value, command, cancellationToken) switch
        {
            { Outcome: LockOutcome.Conflict } answer => LockConflict.ProblemOf(answer.Held),
            var answer => TypedResults.Ok(ViewOf(answer.Held!)),
        };

    private static async Task<Results<NoContent, Problem>> ReleaseAsync(
        PathName resource, LockReleaseRequest request, IDocumentLocks locks, CancellationToken cancellationToken)
    {
        if (LockTerms.RefuseId("'lockId'", request.LockId) is { } problem)
        {
            return problem;
        }

        var answer = await locks.CarryOutAsync(resource.Value, new LockCommand.Release(request.LockId), cancellationToken);
        return answer.Outcome == LockOutcome.Released ? TypedResults.NoContent() : LockConflict.ProblemOf(answer.Held);
    }

    /// <summary>The event names neither the file nor the id: everybody may read events.</summary>
    private static async Task<Results<NoContent, Problem>> BreakAsync(
        PathName resource, LockBreakRequest? request, HttpContext context, IDocumentLocks locks, IEventLog events, CancellationToken cancellationToken)
    {
        if (request?.Reason?.Length > MaxReason)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'reason' has more than {MaxReason} characters");
        }

        var answer = await locks.CarryOutAsync(resource.Value, new LockCommand.Break(), cancellationToken);
        if (answer.Outcome == LockOutcome.Broken)
        {
            events.Append(new EventRequest(EventTypes.LockBroken, Reason: request?.Reason, Actor: Caller.NameOf(context)));
        }

        return TypedResults.NoContent();
    }

    private static Problem? RefusePrefix(string prefix) => prefix.Length == 0 || EntryName.IsValid(prefix)
        ? null
        : Problem.Of(ProblemTypes.InvalidRequest, $"'prefix' must be at most {EntryName.MostCharacters} characters");

    private static LockView ViewOf(HeldLock held) =>
        new(held.Resource, held.LockId, new Duration(held.ExpiresIn), held.Owner, held.AcquiredAt);
}
