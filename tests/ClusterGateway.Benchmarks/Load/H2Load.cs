using System.Globalization;
using System.Text.RegularExpressions;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>h2load: HTTP/2 as fast as it goes; its log of every request gives the percentiles.</summary>
internal static partial class H2Load
{
    /// <summary>Each client sends the next request of a stream when the last one is answered.</summary>
    public static async Task<LoadResult> RunAsync(Uri url, string cookies, int clients, int streams, TimeSpan duration)
    {
        var log = Path.GetTempFileName();
        try
        {
            var output = await Shell.RunAsync(
                "h2load",
                ["-t2", $"-c{clients}", $"-m{streams}", $"-D{(int)duration.TotalSeconds}", $"--log-file={log}", .. Cookie(cookies), url.ToString()]);

            // Start in microseconds since the epoch, status, microseconds to the end of the response.
            var times = (await File.ReadAllLinesAsync(log)).Select(line => Number(line.Split('\t')[2]) / 1000).Order().ToArray();
            return new LoadResult(times.Length / duration.TotalSeconds, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99), Failed(output))
            {
                P999 = Percentile.Of(times, 0.999),
                Requests = times.Length,
            };
        }
        finally
        {
            File.Delete(log);
        }
    }

    /// <summary>All clients return the first cookie of the file.</summary>
    private static string[] Cookie(string file) => File.ReadLines(file).First() is var cookie and not "-" ? ["-H", $"cookie: {cookie}"] : [];

    private static long Failed(string output) => (long)Errors().Matches(output).Sum(m => Number(m.Groups[1].Value));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) (?:failed|errored|timeout)")]
    private static partial Regex Errors();
}
