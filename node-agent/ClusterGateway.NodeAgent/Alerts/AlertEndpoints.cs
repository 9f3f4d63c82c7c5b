using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Alerts.Delivery;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>What is open, from this node's copy: never waits for the store. And a test of every channel, from this node.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/alerts").WithTags("Alerts");
        group.MapGet("", List).WithSummary("Alerts that are open").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/test", TestAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("Sends a test message from this node through every channel, once, and tells what became of it")
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Results<Ok<Page<AlertView>>, Problem> List([AsParameters] PageRequest page, AlertLedger ledger) => page.Refuse() is { } problem
        ? problem
        : TypedResults.Ok(page.Of(ledger.Current.Where(r => r.IsOpen()).Select(ViewOf), alert => alert.Id));

    private static async Task<Results<Ok<Page<AlertTestView>>, Problem>> TestAsync(AlertTest test, AlertChannels channels, CancellationToken cancellationToken) =>
        channels.All.Count == 0
            ? Problem.Of(ProblemTypes.Refused, "no channel is configured on this node; add ClusterGateway:Alerts:Webhooks or ClusterGateway:Alerts:Smtp and restart its agent")
            : TypedResults.Ok(new Page<AlertTestView>(await test.RunAsync(cancellationToken), Next: null));

    private static AlertView ViewOf(AlertRecord record) => new(
        record.Id, record.Code, record.Node, record.Severity, record.Summary, record.Detail, record.Since, record.Waiting);
}
