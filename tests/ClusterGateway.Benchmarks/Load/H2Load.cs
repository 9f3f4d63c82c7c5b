using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>h2load: HTTP/2 as fast as it goes, or HTTP/1.1 at a given rate; its log of every request gives the percentiles.</summary>
internal static partial class H2Load
{
    /// <summary>Each client sends the next request of a stream when the last one is answered.</summary>
    public static Task<LoadResult> ClosedAsync(Uri url, string cookies, int clients, int streams, TimeSpan duration) =>
        RunAsync(url, cookies, duration, settling: TimeSpan.Zero, "-t2", $"-c{clients}", $"-m{streams}");

    /// <summary>So many requests a second over HTTP/1.1, whatever the answers take; the times of the first second do not count.</summary>
    public static Task<LoadResult> AtRateAsync(Uri url, string cookies, int clients, double rate, TimeSpan duration) => RunAsync(
        url, cookies, duration, settling: TimeSpan.FromSeconds(Math.Min(1, duration.TotalSeconds / 2)),
        "--h1", "-t1", $"-c{clients}", $"--rps={(rate / clients).ToString("0.###", CultureInfo.InvariantCulture)}");

    private static async Task<LoadResult> RunAsync(Uri url, string cookies, TimeSpan duration, TimeSpan settling, params string[] arguments)
    {
        var log = Path.GetTempFileName();
        try
        {
            var output = await Shell.RunAsync(
                "h2load", [.. arguments, $"-D{(int)duration.TotalSeconds}", $"--log-file={log}", .. Cookie(cookies), url.ToString()]);

            // Start in microseconds since the epoch, status, microseconds to the end of the response.
            var all = (await File.ReadAllLinesAsync(log)).Select(line => line.Split('\t')).Select(f => (Start: Number(f[0]), Took: Number(f[2]) / 1000)).ToArray();
            var from = all.Select(r => r.Start).DefaultIfEmpty().Min() + settling.TotalMicroseconds;
            var times = all.Where(r => r.Start >= from).Select(r => r.Took).Order().ToArray();
            return new LoadResult(times.Length / (duration - settling).TotalSeconds, At(times, 0.5), At(times, 0.99), Failed(output))
            {
                P999 = At(times, 0.999),
                Requests = all.Length,
            };
        }
        finally
        {
            File.Delete(log);
        }
    }

    /// <summary>All clients return the first cookie of the file.</summary>
    private static string[] Cookie(string file) => File.ReadLines(file).First() is var cookie and not "-" ? ["-H", $"cookie: {cookie}"] : [];

    private static double At(double[] ordered, double share) => ordered.Length == 0 ? double.NaN : ordered[Math.Min((int)(ordered.Length * share), ordered.Length - 1)];

    private static long Failed(string output) => (long)Errors().Matches(output).Sum(m => Number(m.Groups[1].Value));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) (?:failed|errored|timeout)")]
    private static partial Regex Errors();
}
