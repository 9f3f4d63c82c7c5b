using System.Globalization;
using System.Text.RegularExpressions;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>pgbench with prepared statements and two threads; its log of every transaction gives the percentiles.</summary>
internal static partial class PgBench
{
    /// <param name="script">One transaction.</param>
    /// <param name="operations">How many operations a transaction is.</param>
    public static async Task<LoadResult> RunAsync(PostgresServer server, string script, int operations, int clients, TimeSpan duration)
    {
        var directory = Directory.CreateTempSubdirectory("pgbench-");
        try
        {
            var file = Path.Combine(directory.FullName, "script.sql");
            await File.WriteAllTextAsync(file, script);
            var output = await Shell.RunAsync(
                PostgresServer.Program("pgbench"),
                "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", "-n", "-M", "prepared", "-j", $"{Math.Min(clients, 2)}", "-c", $"{clients}",
                "-T", $"{(int)duration.TotalSeconds}", "-f", file, "-l", "--log-prefix", Path.Combine(directory.FullName, "log"), "postgres");
            var times = Directory.EnumerateFiles(directory.FullName, "log*").SelectMany(File.ReadLines)
                .Select(line => double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1000 / operations).Order().ToList();
            var rate = double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
            return new LoadResult(rate * operations, times[times.Count / 2], times[times.Count * 99 / 100]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Rate();
}
