using System.CommandLine;

namespace ClusterGateway.Benchmarks.Application;

/// <summary>What <see cref="ApplicationNode"/> starts.</summary>
internal static class ApplicationCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true };
        var node = new Option<string>("--node") { Required = true };
        var orders = new Option<string?>("--orders");
        var command = new Command(ApplicationNode.Command, "an application behind the proxies") { port, node, orders };
        command.Hidden = true;
        command.SetAction((arguments, cancellationToken) => BenchmarkApplication.RunAsync(
            arguments.GetValue(port), arguments.GetValue(node)!, arguments.GetValue(orders), cancellationToken));
        return command;
    }
}
