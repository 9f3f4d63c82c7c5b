using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Gateways;

/// <summary><c>/v1/gateways</c>: the gateways that are alive. Reading is for all, reporting for gateways; the host says so.</summary>
internal static class GatewayEndpoints
{
    private const int MaxId = 200;
    private const int MaxReportBytes = 256 * 1024;

    public static RouteGroupBuilder MapGateways(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1/gateways").WithTags("Gateways");
        group.MapGet("", ListAsync).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("{id}", FindAsync).ProducesProblem(StatusCodes.Status404NotFound);
        return group;
    }

    public static RouteHandlerBuilder MapGatewayReports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPut("/v1/gateways/{id}", ReportAsync)
            .WithTags("Gateways")
            .WithMetadata(new RequestSizeLimitAttribute(MaxReportBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Results<Ok<Page<GatewayView>>, Problem>> ListAsync(
        [AsParameters] PageRequest page, GatewayStore gateways, CancellationToken cancellationToken) =>
        page.Refuse() is { } problem ? problem : TypedResults.Ok(await gateways.ListAsync(page, cancellationToken));

    private static async Task<Results<Ok<GatewayView>, Problem>> FindAsync(string id, GatewayStore gateways, CancellationToken cancellationToken) =>
        IsId(id) && await gateways.FindAsync(id, cancellationToken) is { } gateway
            ? TypedResults.Ok(gateway)
            : Problem.Of(ProblemTypes.NotFound, $"no gateway '{id}' has reported within {GatewayStore.TimeToLive.TotalSeconds} s");

    private static async Task<Results<Created, Ok, Problem>> ReportAsync(
        string id, GatewayReport report, GatewayStore gateways, CancellationToken cancellationToken)
    {
        if (Refuse(id, report) is { } problem)
        {
            return problem;
        }

        return await gateways.ReportAsync(id, report, cancellationToken) ? TypedResults.Created() : TypedResults.Ok();
    }

    private static Problem? Refuse(string id, GatewayReport report)
    {
        if (!IsId(id))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"the gateway's id must be 1 to {MaxId} visible ASCII characters");
        }

        return IsUrl(report.Url) && IsUrl(report.Management)
            ? null
            : Problem.Of(ProblemTypes.InvalidRequest, "'url' and 'management' must be absolute http or https URLs");
    }

    private static bool IsId(string id) => id.Length is > 0 and <= MaxId && id.All(c => c is > ' ' and <= '~');

    private static bool IsUrl(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
