using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Events;

internal static class EventEndpoints
{
    private const int MaxText = 1024;

    private const int FirstOfStream = 200;

    public static void MapEvents(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/events").WithTags("Events");
        group.MapGet("", ReadAsync)
            .WithSummary("Events behind a cursor, oldest first; or all from there on as an event stream (Accept: text/event-stream)")
            .Produces<Page<EventView>>()
            .ProducesProblem(StatusCodes.Status410Gone);
        group.MapPost("", AppendAsync)
            .RequireAudience(TokenAudience.Admin, TokenAudience.App)
            .WithSummary("Adds an event of the application or an administrator");
    }

    private static async Task<IResult> ReadAsync(
        HttpRequest request, EventFeed feed, CancellationToken cancellationToken,
        string? after = null, int limit = 100, string? wait = null)
    {
        var stream = request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        var cursor = stream && request.Headers.TryGetValue("Last-Event-ID", out var lastId) ? lastId.ToString() : after;
        if (!EventCursor.TryParse(cursor, out var from) || !LongPoll.TryParse(wait, out var bound))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'after' is the id of an event, 'wait' a duration such as 30s");
        }

        var most = stream ? FirstOfStream : Math.Clamp(limit, 1, 1000);
        var wish = stream ? TimeSpan.Zero : bound;
        try
        {
            var page = await feed.ReadAsync(from, most, wish, cancellationToken);
            return stream
                ? new EventStream(feed.FollowAsync(page, cancellationToken))
                : TypedResults.Ok(new Page<EventView>(page.Events, page.Events.Count == most ? page.Next.ToString() : null));
        }
        catch (EventsGoneException gone)
        {
            return Problem.Of(ProblemTypes.Gone, gone.Message);
        }
    }

    private static async Task<Results<Created<EventView>, Problem>> AppendAsync(
        [FromBody] EventRequest happened, HttpContext context, IEventLog log, CancellationToken cancellationToken)
    {
        string?[] texts = [happened.Type, happened.Node, happened.Reason, happened.Actor, happened.Detail];
        if (string.IsNullOrWhiteSpace(happened.Type) || texts.Any(t => t?.Length > MaxText))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"an event needs a type, and every text has at most {MaxText} characters");
        }

        var written = await log.AppendAsync(happened with { Actor = happened.Actor ?? Caller.NameOf(context) }, cancellationToken);
        return TypedResults.Created($"/v1/events?after={written.Id}", written);
    }
}
