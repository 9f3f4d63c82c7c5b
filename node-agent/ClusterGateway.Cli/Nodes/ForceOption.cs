using System.CommandLine;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Cli.Nodes;

internal static class ForceOption
{
    public static Option<bool> Create() => new("--force") { Description = "Also when no active node would be left" };

    public static JsonContent Body(bool force, Duration? deadline = null) =>
        JsonContent.Create(new DrainRequest(deadline, force), ContractsJson.Default.DrainRequest);
}
