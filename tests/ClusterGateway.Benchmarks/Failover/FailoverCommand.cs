using System.CommandLine;
using ClusterGateway.Benchmarks.Report;

namespace ClusterGateway.Benchmarks.Failover;

/// <summary><c>./bench.sh failover</c>.</summary>
internal static class FailoverCommand
{
    private static readonly string[] AllStores = ["postgresql", "redis"];
    private static readonly string[] AllProfiles = ["default", "fast"];

    private static readonly Option<string[]> Stores = Names("--stores", "which stores", AllStores);
    private static readonly Option<string[]> Profiles = Names("--profiles", "which leadership profiles", AllProfiles);

    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "how often each fault is repeated; with fewer than 20, or not all stores and profiles, no page is written",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<bool> Dry = new("--dry") { Description = "write no page" };

    public static Command Create()
    {
        var command = new Command("failover", "how long administrators wait when the primary ends, killed or on purpose") { Stores, Profiles, Runs, Dry };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new FailoverOptions(arguments.GetValue(Stores)!, arguments.GetValue(Profiles)!, arguments.GetValue(Runs));
        var load = Machine.Load();
        var lines = new List<string>(FailoverPage.Head);
        lines.ForEach(Console.WriteLine);
        await new FailoverScenario(options).RunAsync(result =>
        {
            lines.Add(FailoverPage.Row(result));
            Console.WriteLine(lines[^1]);
        });

        var complete = options is { Runs: >= 20, Stores.Count: 2, Profiles.Count: 2 };
        if (complete && !arguments.GetValue(Dry))
        {
            await BenchmarkPage.WriteAsync(
                "failover", "How long the primary is missed", $"{FailoverPage.Explanation} The machine's load average when it began: {load}.",
                [.. lines, .. FailoverPage.Peers], cancellationToken);
        }
    }

    private static Option<string[]> Names(string name, string description, string[] all)
    {
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => all, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(all);
        return option;
    }
}
