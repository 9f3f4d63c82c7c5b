using System.CommandLine;

namespace ClusterGateway.Cli.Nodes;

internal static class NodeArgument
{
    public static Argument<string> Create() => new("NODE") { Description = "The node's id, as 'clusterctl nodes' lists it" };
}
