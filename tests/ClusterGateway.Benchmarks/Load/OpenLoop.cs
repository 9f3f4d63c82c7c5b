namespace ClusterGateway.Benchmarks.Load;

/// <summary>
/// So many requests a second, whatever the answers take. The clients begin one after another, evenly over the interval between two requests of
/// one, so that their requests are spread and not a burst. The first second does not count.
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <param name="cookies">A file with one <c>Cookie</c> header a line, which the clients take in turn; <c>-</c> stands for none.</param>
    public static async Task<LoadResult> RunAsync(Uri url, string cookies, int clients, double rate, TimeSpan duration)
    {
        var lines = await File.ReadAllLinesAsync(cookies);
        var interval = TimeSpan.FromSeconds(clients / rate);
        var all = Enumerable.Range(0, clients)
            .Select(i => new PacedClient(new KeptConnection(url, lines[i % lines.Length]), interval * i / clients, interval, duration)).ToArray();
        var begin = TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency / 10);
        await Task.WhenAll(all.Select(client => Task.Factory.StartNew(
            () => client.Run(begin), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var times = all.SelectMany(client => client.TimesFrom(Settling)).Order().ToArray();
        var counted = all.Max(client => client.End) - Settling;
        return new LoadResult(times.Length / counted.TotalSeconds, Percentile.Of(times, 0.5), Percentile.Of(times, 0.99), all.Sum(client => client.Failed))
        {
            P999 = Percentile.Of(times, 0.999),
            Requests = all.Sum(client => client.Requests),
            Asked = rate,
        };
    }
}
