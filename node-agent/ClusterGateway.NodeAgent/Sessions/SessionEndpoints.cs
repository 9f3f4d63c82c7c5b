using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Membership;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary><c>/sessions</c>: which node, and which process of the application on it, holds which session.</summary>
internal static class SessionEndpoints
{
    private const int MostBodyBytes = 64 * 1024;

    public static void MapSessions(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/sessions").WithTags("Sessions").ProducesProblem(StatusCodes.Status400BadRequest);
        var all = group.MapGroup("").RequireAudience(TokenAudience.App, TokenAudience.Admin);
        all.MapGet("", ListAsync).WithSummary("The sessions of a user, of a node, of both, or all");
        all.MapDelete("", CleanAsync).WithSummary("Forgets what other processes than 'instanceNot' held on a node: an application that starts calls it");

        var one = group.MapGroup("/{id}").RequireAudience(TokenAudience.App);
        one.MapGet("", FindAsync).WithSummary("Who holds a session")
            .Produces<SessionView>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        one.MapPut("", ClaimAsync).WithSummary("Holds a session: 201 when it is new to this process, 200 when it held it already, which refreshes it")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        one.MapPost("/touch", TouchAsync).WithSummary("The session was used: it is kept for another idle time")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        one.MapDelete("", RemoveAsync).WithSummary("The session ended; fine when it is not there")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Results<Ok<Page<SessionView>>, Problem>> ListAsync(
        [AsParameters] PageRequest page, SessionStore sessions, CancellationToken cancellationToken, string? user = null, string? node = null)
    {
        if ((page.Refuse() ?? SessionRules.RefuseFilter(user, node)) is { } problem)
        {
            return problem;
        }

        return TypedResults.Ok(await sessions.ListAsync(user, node, page, cancellationToken));
    }

    private static async Task<Results<NoContent, Problem>> CleanAsync(
        SessionCleaning cleaning, NodeIdentity self, CancellationToken cancellationToken, string? node = null, string? instanceNot = null)
    {
        if (SessionRules.RefuseCleaning(node, instanceNot) is { } problem)
        {
            return problem;
        }

        await cleaning.CleanAsync(node ?? self.Id, instanceNot, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> FindAsync(PathName id, HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(id.Value, cancellationToken) is not { } found)
        {
            return Absent();
        }

        EntityTags.Send(context.Response, found.Tag);
        return EntityTags.IsKnown(context.Request, found.Tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(found.View);
    }

    private static async Task<Results<Created<SessionView>, Ok<SessionView>, Problem>> ClaimAsync(
        PathName id, [FromBody] SessionRequest request, HttpContext context, SessionStore sessions, NodeIdentity self, CancellationToken cancellationToken)
    {
        if ((SessionRules.Refuse(request) ?? EntityTags.RefuseUnreadable(context.Request)) is { } problem)
        {
            return problem;
        }

        // Most sessions are new, which one question settles; a condition on what is there needs to know it first.
        var seen = context.Request.Headers.IfMatch.Count > 0 ? await sessions.FindAsync(id.Value, cancellationToken) : null;
        var wanted = new SessionRecord(id.Value, request.User, request.Node ?? self.Id, request.Instance);
        var answer = await sessions.ClaimAsync(wanted, seen, Allows(context), cancellationToken);
        if (answer.Outcome == SessionOutcome.Created)
        {
            EntityTags.Send(context.Response, answer.Reference!.Tag);
            return TypedResults.Created((string?)null, answer.Reference.View);
        }

        return answer.Outcome == SessionOutcome.Refreshed ? Refreshed(answer, context) : Failed(answer);
    }

    private static async Task<Results<Ok<SessionView>, Problem>> TouchAsync(
        PathName id, HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (EntityTags.RefuseUnreadable(context.Request) is { } problem)
        {
            return problem;
        }

        var answer = await sessions.TouchAsync(id.Value, Allows(context), cancellationToken);
        return answer.Outcome == SessionOutcome.Refreshed ? Refreshed(answer, context) : Failed(answer);
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        PathName id, HttpContext context, SessionStore sessions, CancellationToken cancellationToken)
    {
        if (EntityTags.RefuseUnreadable(context.Request) is { } problem)
        {
            return problem;
        }

        var answer = await sessions.RemoveAsync(id.Value, Allows(context), cancellationToken);
        return answer.Outcome == SessionOutcome.Refused ? Failed(answer) : TypedResults.NoContent();
    }

    /// <summary>If-Match and If-None-Match, on whatever the session turns out to be; they can be read.</summary>
    private static Func<SessionReference?, bool> Allows(HttpContext context) =>
        seen => EntityTags.Refuse(context.Request, seen?.Tag) is null;

    private static Ok<SessionView> Refreshed(SessionAnswer answer, HttpContext context)
    {
        EntityTags.Send(context.Response, answer.Reference!.Tag);
        return TypedResults.Ok(answer.Reference.View);
    }

    private static Problem Failed(SessionAnswer answer) => answer switch
    {
        { Outcome: SessionOutcome.Held, Reference: { } holder } => Problem.Of(
            ProblemTypes.SessionHeld, "another node holds this session; use another id, or send the user there", extensions: Holder(holder)),
        { Outcome: SessionOutcome.Refused, Reference: { } there } => Problem.Of(
            ProblemTypes.PreconditionFailed, "the session is held, and not as the request's condition wants it", extensions: Holder(there)),
        { Outcome: SessionOutcome.Refused } => Problem.Of(ProblemTypes.PreconditionFailed, "nobody holds this session"),
        _ => Absent(),
    };

    private static Problem Absent() => Problem.Of(ProblemTypes.NotFound, "nobody holds this session: it was never put, ended, or was idle for too long");

    private static KeyValuePair<string, JsonElement>[] Holder(SessionReference reference) =>
    [
        new("node", JsonSerializer.SerializeToElement(reference.Record.Node, ContractsJson.Default.String)),
        new("instance", JsonSerializer.SerializeToElement(reference.Record.Instance, ContractsJson.Default.String)),
        new("expiresIn", JsonSerializer.SerializeToElement(reference.ExpiresIn.TotalSeconds, ContractsJson.Default.Double)),
    ];
}
