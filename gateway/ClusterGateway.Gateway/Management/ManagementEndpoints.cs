using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.Hosting.Tokens;

namespace ClusterGateway.Gateway.Management;

/// <summary>What the management interface answers.</summary>
internal static class ManagementEndpoints
{
    private static readonly string[] NodeCommands = ["drain", "maintenance", "activate"];
    private static readonly string[] LeaderCommands = ["switchover", "pause", "resume"];

    public static void MapManagement(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/livez", ["GET", "HEAD"], () => Results.Text("alive\n")).WithoutTraces();
        endpoints.MapMethods("/readyz", ["GET", "HEAD"], Readyz).WithoutTraces();
        endpoints.MapMetrics();

        var api = endpoints.MapGroup("/api/v1").RequireAudience(TokenAudience.Admin).AddEndpointFilter<SessionAntiforgery>();
        api.MapGet("/cluster", ClusterAsync);
        foreach (var command in NodeCommands)
        {
            api.MapPost($"/nodes/{{id}}/{command}", (HttpContext context, string id, AgentRelay relay) =>
                relay.RelayAsync(context, $"/v1/members/{Uri.EscapeDataString(id)}/{command}"));
        }

        foreach (var command in LeaderCommands)
        {
            api.MapPost($"/{command}", (HttpContext context, AgentRelay relay) => relay.RelayAsync(context, $"/v1/leader/{command}"));
        }

        api.MapGet("/events", (HttpContext context, AgentRelay relay) => relay.RelayAsync(context, "/v1/events" + context.Request.QueryString));
    }

    private static IResult Readyz(IEnumerable<IReadiness> conditions)
    {
        var reasons = conditions.Select(condition => condition.NotReadyBecause).OfType<string>().ToArray();
        return reasons.Length == 0
            ? Results.Text("ready\n")
            : Results.Text(string.Join('\n', reasons) + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ClusterAsync(IAgentClient agents, ClusterStatusReading status, CancellationToken cancellationToken) =>
        Results.Json(status.Take(await GatewaysAsync(agents, cancellationToken)), ContractsJson.Default.ClusterStatusView);

    /// <summary>Without an agent that answers, nobody knows of the other gateways; the rest of the picture is worth showing.</summary>
    private static async Task<IReadOnlyList<GatewayView>> GatewaysAsync(IAgentClient agents, CancellationToken cancellationToken)
    {
        try
        {
            return (await agents.GetGatewaysAsync(cancellationToken)).Items;
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }
}
