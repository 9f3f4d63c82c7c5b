using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>wrk with a script of ours: so many connections, each with one request at a time.</summary>
internal static partial class Wrk
{
    /// <param name="script">As its path below the project.</param>
    /// <param name="arguments">Of the script.</param>
    public static async Task<LoadResult> RunAsync(string script, Uri url, int clients, TimeSpan duration, params IEnumerable<string> arguments)
    {
        var threads = Math.Min(clients, 2);
        var output = await Shell.RunAsync(
            "wrk", [$"-t{threads}", $"-c{clients}", $"-d{(int)duration.TotalSeconds}s", "--latency", "--timeout", "30s", "-s", Path.Combine(AppContext.BaseDirectory, script), url.ToString(), "--", .. arguments]);
        var errors = Failed().Matches(output).Sum(m => m.Groups.Values.Skip(1).Sum(g => g.Success ? Number(g.Value) : 0));
        return new LoadResult(Number(Rate().Match(output).Groups[1].Value), Milliseconds(output, "50%"), Milliseconds(output, "99%"), (long)errors)
        {
            P999 = Tail().Match(output) is { Success: true } tail ? Number(tail.Groups[1].Value) : null,
            Requests = (long)Number(Requests().Match(output).Groups[1].Value),
        };
    }

    private static double Milliseconds(string output, string percentile)
    {
        var match = Regex.Match(output, $@"^\s+{percentile}\s+([\d.]+)(us|ms|s)", RegexOptions.Multiline);
        return Number(match.Groups[1].Value) * (match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 });
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    // Printed by our script.
    [GeneratedRegex(@"p99\.9 ([\d.]+) ms")]
    private static partial Regex Tail();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)|Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")]
    private static partial Regex Failed();
}
