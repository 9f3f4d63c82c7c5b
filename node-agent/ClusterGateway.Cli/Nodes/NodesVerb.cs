using System.CommandLine;
using ClusterGateway.Contracts;

namespace ClusterGateway.Cli.Nodes;

/// <summary><c>clusterctl nodes</c>.</summary>
internal static class NodesVerb
{
    public static Command Create(Verbs verbs) => verbs.Create("nodes", "The nodes, one on each line", async (invocation, cancellationToken) =>
    {
        var nodes = await invocation.Agent.ListAsync("/v1/members", ContractsJson.Default.PageNodeView, cancellationToken).ToListAsync(cancellationToken);
        invocation.Printer.List(nodes, ContractsJson.Default.NodeView, NodeColumns.For(nodes));
        return ExitCodes.Done;
    });
}
