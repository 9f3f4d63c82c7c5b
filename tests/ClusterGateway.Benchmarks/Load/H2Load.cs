using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>h2load: HTTP/2 as fast as it goes, or HTTP/1.1 at a given rate with every request's time.</summary>
internal static partial class H2Load
{
    /// <summary>Each client sends the next request of a stream when the last one is answered.</summary>
    public static async Task<LoadResult> ClosedAsync(Uri url, string cookies, int clients, int streams, TimeSpan duration)
    {
        var output = await Shell.RunAsync("h2load", ["-t2", $"-c{clients}", $"-m{streams}", $"-D{(int)duration.TotalSeconds}", .. Cookie(cookies), url.ToString()]);
        var times = Times().Match(output);
        return new LoadResult(Number(Rate().Match(output).Groups[1].Value), Milliseconds(times.Groups[1].Value), 0, Failed(output))
        {
            Requests = (long)Number(Succeeded().Match(output).Groups[1].Value),
        };
    }

    /// <summary>So many requests a second over HTTP/1.1, whatever the answers take.</summary>
    public static async Task<LoadResult> AtRateAsync(Uri url, string cookies, int clients, double rate, TimeSpan duration)
    {
        var log = Path.GetTempFileName();
        var output = await Shell.RunAsync(
            "h2load",
            [
                "--h1", "-t1", $"-c{clients}", $"-D{(int)duration.TotalSeconds}", "--warm-up-time=1", $"--log-file={log}",
                $"--rps={(rate / clients).ToString("0.###", CultureInfo.InvariantCulture)}", .. Cookie(cookies), url.ToString(),
            ]);
        var times = (await File.ReadAllLinesAsync(log)).Select(line => Number(line.Split('\t')[2]) / 1000).Order().ToArray();
        File.Delete(log);
        return new LoadResult(times.Length / duration.TotalSeconds, At(times, 0.5), At(times, 0.99), Failed(output)) { P999 = At(times, 0.999), Requests = times.Length };
    }

    /// <summary>All clients return the first cookie of the file.</summary>
    private static string[] Cookie(string file) => File.ReadLines(file).First() is var cookie and not "-" ? ["-H", $"cookie: {cookie}"] : [];

    private static double At(double[] ordered, double share) => ordered.Length == 0 ? double.NaN : ordered[Math.Min((int)(ordered.Length * share), ordered.Length - 1)];

    private static double Milliseconds(string text) => text switch
    {
        [.. var number, 'u', 's'] => Number(number) / 1000,
        [.. var number, 'm', 's'] => Number(number),
        [.. var number, 's'] => Number(number) * 1000,
        _ => double.NaN,
    };

    private static long Failed(string output) => (long)Errors().Matches(output).Sum(m => Number(m.Groups[1].Value));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"finished in [^,]+, ([\d.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) succeeded")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"(\d+) (?:failed|errored|timeout)")]
    private static partial Regex Errors();

    // The third column is the mean.
    [GeneratedRegex(@"time for request:\s+\S+\s+\S+\s+(\S+)")]
    private static partial Regex Times();
}
