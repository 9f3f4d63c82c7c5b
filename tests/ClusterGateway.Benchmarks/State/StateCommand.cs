using System.CommandLine;
using ClusterGateway.Benchmarks.Report;

namespace ClusterGateway.Benchmarks.State;

/// <summary><c>bench.sh state</c>.</summary>
internal static class StateCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "how long each measurement takes", DefaultValueFactory = _ => 5 };
        var clients = new Option<int[]>("--clients") { Description = "how many at once", DefaultValueFactory = _ => [1, 16, 64], AllowMultipleArgumentsPerToken = true };
        var stores = new Option<string[]>("--stores")
        {
            Description = "which stores; without all of them no page is written",
            DefaultValueFactory = _ => [.. StateScenario.Stores.Keys],
            AllowMultipleArgumentsPerToken = true,
        };
        stores.AcceptOnlyFromAmong([.. StateScenario.Stores.Keys]);
        var operations = new Option<Operation[]>("--operations")
        {
            Description = "which operations; without all of them no page is written",
            DefaultValueFactory = _ => Enum.GetValues<Operation>(),
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("state", "locks, links and favorites through one agent beside the raw store") { seconds, clients, stores, operations };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var lines = new List<string>();
            void Write(string line)
            {
                lines.Add(line);
                Console.WriteLine(line);
            }

            MarkdownTable.Head.ToList().ForEach(Write);
            var scenario = new StateScenario(
                TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(clients)!, arguments.GetValue(stores)!, arguments.GetValue(operations)!);
            await scenario.RunAsync(measured => Write(MarkdownTable.Row(measured)));
            if (arguments.GetValue(stores)!.Distinct().Count() == StateScenario.Stores.Count
                && arguments.GetValue(operations)!.Distinct().Count() == Enum.GetValues<Operation>().Length)
            {
                await BenchmarkPage.WriteAsync(
                    "state", "Shared services beside the raw store",
                    "A lock and its unlock count as two operations; a resolved link is a read and a commit.", lines, cancellationToken);
            }
        });
        return command;
    }
}
