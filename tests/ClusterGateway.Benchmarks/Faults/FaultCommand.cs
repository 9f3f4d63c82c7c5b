using System.CommandLine;
using ClusterGateway.Benchmarks.Report;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Benchmarks.Faults;

/// <summary><c>./bench.sh faults</c>.</summary>
internal static class FaultCommand
{
    private static readonly Option<string[]> Fronts = new("--proxies")
    {
        Description = "which proxies; without all of them, kills and a hang no page is written",
        DefaultValueFactory = _ => [.. Faults.Fronts.All.Keys],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Kills = Number("--kills", "how often a node is killed; 0 for never", 10);
    private static readonly Option<int> Down = Number("--down", "seconds that a killed node stays away", 4);
    private static readonly Option<int> Period = Number("--period", "seconds from one kill to the next", 15);
    private static readonly Option<int> Hang = Number("--hang", "seconds that a node hangs; 0 for never", 20);
    private static readonly Option<int> Rate = Number("--rate", "requests per second", 200);
    private static readonly Option<int> Clients = Number("--clients", "clients, each at an address of its own", 60);
    private static readonly Option<bool> Losses = new("--losses") { Description = "print each lost request" };
    private static readonly Option<bool> Dry = new("--dry") { Description = "write no page" };

    public static Command Create()
    {
        Fronts.AcceptOnlyFromAmong([.. Faults.Fronts.All.Keys]);
        var command = new Command("faults", "requests and sessions lost when nodes die or hang, beside nginx and HAProxy")
        {
            Fronts, Kills, Down, Period, Hang, Rate, Clients, Losses, Dry,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new FaultOptions(
            arguments.GetValue(Fronts)!, arguments.GetValue(Kills), Seconds(arguments, Down), Seconds(arguments, Period), Seconds(arguments, Hang),
            arguments.GetValue(Rate), arguments.GetValue(Clients), TimeSpan.FromSeconds(5));
        var load = Machine.Load();
        var lines = new List<string>(FaultTable.Head);
        lines.ForEach(Console.WriteLine);
        await new FaultScenario(options).RunAsync(result =>
        {
            lines.Add(FaultTable.Row(result));
            Console.WriteLine(lines[^1]);
            foreach (var loss in arguments.GetValue(Losses) ? FaultTable.Losses(result) : [])
            {
                Console.Error.WriteLine(loss);
            }
        });

        var complete = options.Fronts.Distinct().Count() == Faults.Fronts.All.Count && options.Kills > 0 && options.Hang > TimeSpan.Zero;
        if (complete && !arguments.GetValue(Dry))
        {
            await File.WriteAllLinesAsync(
                Path.Combine(RepositoryRoot.Path, "docs", "benchmarks", "faults.md"), await FaultPage.LinesAsync(options, lines, load), cancellationToken);
        }
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static TimeSpan Seconds(ParseResult arguments, Option<int> option) => TimeSpan.FromSeconds(arguments.GetValue(option));
}
