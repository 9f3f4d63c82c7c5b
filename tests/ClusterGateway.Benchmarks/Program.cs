using System.CommandLine;
using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Benchmarks.Faults;
using ClusterGateway.Benchmarks.Report;
using ClusterGateway.Benchmarks.State;
using ClusterGateway.Benchmarks.WebSockets;
using ClusterGateway.Testing.Clusters;

// Whole systems beside their peers, in one run; bench.sh starts it.
var seconds = new Option<int>("--seconds") { Description = "how long each measurement takes", DefaultValueFactory = _ => 5 };
var clients = new Option<int[]>("--clients") { Description = "how many at once", DefaultValueFactory = _ => [1, 16, 64], AllowMultipleArgumentsPerToken = true };
var stores = new Option<string[]>("--stores")
{
    Description = "which stores",
    DefaultValueFactory = _ => [.. StateScenario.Stores.Keys],
    AllowMultipleArgumentsPerToken = true,
};
stores.AcceptOnlyFromAmong([.. StateScenario.Stores.Keys]);
var operations = new Option<Operation[]>("--operations")
{
    Description = "which operations",
    DefaultValueFactory = _ => Enum.GetValues<Operation>(),
    AllowMultipleArgumentsPerToken = true,
};

var state = new Command("state", "locks, links and favorites through one agent beside the raw store") { seconds, clients, stores, operations };
state.SetAction(async (arguments, cancellationToken) =>
{
    var lines = new List<string>();
    void Write(string line)
    {
        lines.Add(line);
        Console.WriteLine(line);
    }

    foreach (var line in MarkdownTable.Head)
    {
        Write(line);
    }

    var scenario = new StateScenario(
        TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(clients)!, arguments.GetValue(stores)!, arguments.GetValue(operations)!);
    await scenario.RunAsync(measured => Write(MarkdownTable.Row(measured)));

    var directory = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "docs", "benchmarks")).FullName;
    await File.WriteAllLinesAsync(
        Path.Combine(directory, "state.md"),
        ["# Shared services beside the raw store", "", $"`./bench.sh state`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores, everything on one machine, the load generator (wrk) too. A lock and its unlock count as two operations; a resolved link is a read and a commit.", "", .. lines],
        cancellationToken);
});

return await new RootCommand("Benchmarks of ClusterGateway") { state, FaultCommand.Create(), WebSocketCommand.Create(), ApplicationCommand.Create() }.Parse(args).InvokeAsync();
