using System.Globalization;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts.Gateways;

namespace ClusterGateway.Cli.Gateways;

/// <summary>A gateway on one line.</summary>
internal static class GatewayColumns
{
    public static IReadOnlyList<Column<GatewayView>> All =>
    [
        new("GATEWAY", gateway => gateway.Id),
        new("URL", gateway => gateway.Url),
        new("MANAGEMENT", gateway => gateway.Management),
        new("IN FLIGHT", gateway => Sum(gateway.InFlight)),
        new("BOUND", gateway => Sum(gateway.Bound)),
        new("VERSION", gateway => gateway.Version),
    ];

    private static string Sum(IReadOnlyDictionary<string, long> byNode) => byNode.Values.Sum().ToString(CultureInfo.InvariantCulture);
}
