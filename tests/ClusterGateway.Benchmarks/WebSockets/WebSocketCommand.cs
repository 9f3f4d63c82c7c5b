using System.CommandLine;
using System.Globalization;
using ClusterGateway.Benchmarks.Faults;
using ClusterGateway.Benchmarks.Load;
using ClusterGateway.Benchmarks.Report;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Benchmarks.WebSockets;

/// <summary><c>./bench.sh websockets</c>.</summary>
internal static class WebSocketCommand
{
    /// <summary>Of a proxy, besides its connections.</summary>
    private const int OtherFiles = 400;

    private static readonly string[] Proxies = ["clustergateway", "nginx", "haproxy"];
    private static readonly Option<int> Connections = new("--connections") { Description = "how many", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<int> Idle = new("--idle") { Description = "seconds that they say nothing", DefaultValueFactory = _ => 10 };
    private static readonly Option<string[]> Fronts = new("--proxies")
    {
        Description = "which proxies; without all of them no page is written",
        DefaultValueFactory = _ => Proxies,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Fronts.AcceptOnlyFromAmong(Proxies);
        var command = new Command("websockets", "memory of idle WebSockets, beside nginx and HAProxy") { Connections, Idle, Fronts };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var wanted = arguments.GetValue(Connections);
        var possible = Math.Min(wanted, (OpenFiles.Limit - OtherFiles) / 2);
        var note = possible == wanted
            ? ""
            : $"{OpenFiles.Limit} open files (ulimit -Hn) allow a proxy {possible} connections, two files each, and not {wanted}; raise the limit to {(2 * wanted) + OtherFiles} for those.";
        List<string> lines =
        [
            "| proxy | idle WebSockets | MB without | MB with | more | kB each | MB after each spoke once | dead |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
        ];
        Console.WriteLine(string.Join('\n', [note, .. lines]));
        await new WebSocketScenario(arguments.GetValue(Fronts)!, possible, TimeSpan.FromSeconds(arguments.GetValue(Idle))).RunAsync(result =>
        {
            lines.Add(Row(result));
            Console.WriteLine(lines[^1]);
        });
        if (arguments.GetValue(Fronts)!.Distinct().Count() < Proxies.Length)
        {
            return;
        }

        await File.WriteAllLinesAsync(
            Path.Combine(RepositoryRoot.Path, "docs", "benchmarks", "websockets.md"),
            [
                "# Memory of idle WebSockets",
                "",
                $"`./bench.sh websockets`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, everything on one machine: {Machine.Describe()}. "
                + "Resident memory of all processes of the proxy, as each is configured for `./bench.sh faults`; three nodes behind it.",
                "",
                note,
                "",
                .. lines,
            ],
            cancellationToken);
    }

    private static string Row(WebSocketResult r) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {r.Front} | {r.Connections} | {r.Without:0} | {r.With:0} | **{r.More:0}** | {r.KilobytesEach:0.0} | {r.Spoken:0} | {r.Dead} |");
}
