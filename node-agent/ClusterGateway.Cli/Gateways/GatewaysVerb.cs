using System.CommandLine;
using ClusterGateway.Contracts;

namespace ClusterGateway.Cli.Gateways;

/// <summary><c>clusterctl gateways</c>.</summary>
internal static class GatewaysVerb
{
    public static Command Create(Verbs verbs) => verbs.Create("gateways", "The gateways that are alive", async (invocation, token) =>
    {
        var gateways = await invocation.Agent.ListAsync("/v1/gateways", ContractsJson.Default.PageGatewayView, token).ToListAsync(token);
        invocation.Printer.List(gateways, ContractsJson.Default.GatewayView, GatewayColumns.All);
        return ExitCodes.Done;
    });
}
