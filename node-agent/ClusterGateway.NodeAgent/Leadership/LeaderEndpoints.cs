using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Leadership;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership.Failsafe;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Leadership;

internal static class LeaderEndpoints
{
    public static void MapLeader(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/leader").WithTags("Leadership");
        group.MapGet("", ReadAsync)
            .WithSummary("Who is primary; with 'after', answers when that is another term, or nobody, or the wait is over")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/switchover", SwitchOverAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("Hands the primary role over, to a named node or the best one")
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/failsafe", AcknowledgeAsync)
            .RequireAudience(TokenAudience.Agent)
            .WithSummary("A primary without the store asks to go on; 204 promises not to compete for one lease")
            .ProducesProblem(StatusCodes.Status409Conflict);
        MapCommand(group, "/pause", (commands, actor, token) => commands.PauseAsync(actor, token))
            .WithSummary("No automatic failover until it is resumed; a switchover needs a name meanwhile");
        MapCommand(group, "/resume", (commands, actor, token) => commands.ResumeAsync(actor, token)).WithSummary("Automatic failover again");
    }

    private static RouteHandlerBuilder MapCommand(
        RouteGroupBuilder group, string pattern, Func<LeadershipCommands, string, CancellationToken, Task> command) =>
        group.MapPost(pattern, async (HttpContext context, LeadershipCommands commands, CancellationToken token) =>
        {
            await command(commands, Caller.NameOf(context), token);
            return TypedResults.Accepted((string?)null);
        }).RequireAudience(TokenAudience.Admin);

    private static async Task<Results<Ok<LeaderView>, Problem>> ReadAsync(
        ILeadership leadership, IHostApplicationLifetime lifetime, CancellationToken cancellationToken, long? after = null, string? wait = null)
    {
        if (!LongPoll.TryParse(wait, out var bound))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'wait' is a duration of at most 60s, such as 30s");
        }

        if (after is not null && IsNoNews(leadership.Leader, after.Value))
        {
            await WaitAsync(leadership, bound, lifetime, cancellationToken);
        }

        return leadership.Leader is { } leader
            ? TypedResults.Ok(leader)
            : Problem.Of(ProblemTypes.NotFound, "nobody is primary now");
    }

    /// <summary>A reader who waits has seen the vacancy, or sees it as the change that ends the wait; asking again then waits for the next.</summary>
    private static bool IsNoNews(LeaderView? leader, long after) => leader is null || leader.Term <= after;

    private static async Task WaitAsync(
        ILeadership leadership, TimeSpan bound, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await leadership.WaitForChangeAsync(bound, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // This agent stops: the reader gets what there is.
        }
    }

    private static async Task<Results<NoContent, Problem>> AcknowledgeAsync(
        FailsafeRequest request, FailsafeMember member, CancellationToken cancellationToken) =>
        await member.AcknowledgeAsync(request, cancellationToken) is { } refused
            ? Problem.Of(ProblemTypes.Refused, refused)
            : TypedResults.NoContent();

    private static async Task<Results<Accepted, Problem>> SwitchOverAsync(
        HttpRequest request, LeadershipCommands commands, CancellationToken cancellationToken)
    {
        var wish = request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding")
            ? null
            : await request.ReadFromJsonAsync(ContractsJson.Default.SwitchoverRequest, cancellationToken);
        return await commands.SwitchOverAsync(wish?.To, Caller.NameOf(request.HttpContext), cancellationToken) is { } refused
            ? Problem.Of(ProblemTypes.Refused, refused)
            : TypedResults.Accepted((string?)null);
    }
}
