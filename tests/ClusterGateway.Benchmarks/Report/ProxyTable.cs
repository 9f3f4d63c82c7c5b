using System.Globalization;
using ClusterGateway.Benchmarks.Gateway;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>Runs through proxies as a table: the median of each, and the processor time beside the gateway's.</summary>
internal static class ProxyTable
{
    public const string Explanation =
        "Each figure is the median of the rounds; errors are of all rounds. CPU is what the proxy alone used for a request, in microseconds; the last column is that of "
        + "`clustergateway` divided by it in the same round, a moment apart: below 1 the gateway is cheaper. The gateway is as it ships, with agents, probes and metrics. `yarp-same` is plain YARP with `HashCookie` "
        + "under the gateway's own runtime settings (one heap), passing on the client's `Host` as the gateway does, and with its activities, which the gateway makes only when "
        + "they are exported; `yarp-untraced` is the same without them; `yarp-template` under those of the web template (server GC), but logging from Warning on, which is harder for us; `yarp-as-created` as "
        + "`dotnet new web` and `AddReverseProxy` make it: server GC and the template's log levels, by which YARP writes two messages a request to the console, here `/dev/null`. "
        + "`half-of-gateway` is a fixed rate of small requests (reached of asked), the same for all: half of what the gateway reached with `small-64` in 6 s before "
        + "the first run. Each of 64 connections sends its request at its own moments, evenly spread between those of the others, whether the answers are quick or "
        + "not. A time counts from when the request was due where the answer before it on that connection came later than that, otherwise from when it was sent; "
        + "the first second of each run does not count. In the other traffic each client sends its next request when it has its answer, so that times only tell "
        + "how many clients share the processors.";

    public static string Line(ProxyMeasurement m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.Workload,-16} {m.Proxy,-15} {Rate(m.Load.Asked, m.Load.Rate),8}/s {m.Cpu,7:0.0} us  p50 {m.Load.P50:0.00} ms  p99 {m.Load.P99:0.00} ms  {m.Memory:0} MiB  {m.Load.Errors} errors");

    public static IReadOnlyList<string> Of(IReadOnlyList<ProxyMeasurement> runs) =>
    [
        "| traffic | proxy | requests/s | CPU µs | p50 ms | p99 ms | p99.9 ms | MiB | errors | gateway ÷ this |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        .. runs.GroupBy(run => (run.Workload, run.Proxy)).Select(same => Row([.. same], Own(runs, same.Key.Workload))),
    ];

    private static ProxyMeasurement[] Own(IEnumerable<ProxyMeasurement> runs, string workload) =>
        [.. runs.Where(run => run.Workload == workload && run.Proxy == "clustergateway")];

    private static string Row(ProxyMeasurement[] same, ProxyMeasurement[] own)
    {
        var ratio = own.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"**{Median(own.Zip(same, (one, other) => one.Cpu / other.Cpu)):0.00}**");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {same[0].Workload} | {same[0].Proxy} | {Rate(same[0].Load.Asked, Median(same.Select(r => r.Load.Rate)))} | {Median(same.Select(r => r.Cpu)):0.0} | {Median(same.Select(r => r.Load.P50)):0.00} | {Median(same.Select(r => r.Load.P99)):0.00} | {Optional(same)} | {Median(same.Select(r => r.Memory)):0} | {same.Sum(r => r.Load.Errors)} | {ratio} |");
    }

    private static string Rate(double? asked, double reached) =>
        asked is null ? Whole(reached) : $"{Whole(reached)} of {Whole(asked.Value)}";

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Optional(ProxyMeasurement[] same) =>
        same[0].Load.P999 is null ? "" : Median(same.Select(r => r.Load.P999!.Value)).ToString("0.00", CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length == 0 ? double.NaN : ordered[ordered.Length / 2];
    }
}
