using System.Globalization;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>redis-benchmark without pipelining.</summary>
internal static class RedisBenchmark
{
    private const int Keys = 1_000_000_000;

    /// <param name="command">Its words; <c>__rand_int__</c> in them is a number that is hardly ever the same.</param>
    public static async Task<LoadResult> RunAsync(int port, IEnumerable<string> command, int clients, TimeSpan duration)
    {
        // It counts requests, not seconds: a short run tells how many are needed.
        var probe = await RunAsync(port, command, clients, 5_000);
        return await RunAsync(port, command, clients, (int)(probe.Rate * duration.TotalSeconds));
    }

    private static async Task<LoadResult> RunAsync(int port, IEnumerable<string> command, int clients, int requests)
    {
        var output = await Shell.RunAsync(
            "redis-benchmark", ["-p", $"{port}", "-c", $"{clients}", "-n", $"{requests}", "-P", "1", "-r", $"{Keys}", "--csv", .. command]);

        // "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
        var fields = output.Trim().Split('\n')[^1].Split("\",\"").Select(field => field.Trim('"', '\r')).ToArray();
        return new LoadResult(Number(fields[^7]), Number(fields[^4]), Number(fields[^2]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
