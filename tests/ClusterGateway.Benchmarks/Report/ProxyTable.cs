using System.Globalization;
using ClusterGateway.Benchmarks.Gateway;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>Runs through proxies as a table: the median of each, and the processor time beside the gateway's.</summary>
internal static class ProxyTable
{
    public const string Explanation =
        "Each figure is the median of the rounds. CPU is what the proxy alone used for a request, in microseconds; the last column is that of "
        + "`clustergateway` divided by it in the same round, a moment apart: below 1 the gateway is cheaper. `yarp-same` is plain YARP with `HashCookie` under the gateway's own runtime "
        + "settings, `yarp-template` under those of the web template.";

    public static string Line(ProxyMeasurement m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.Workload,-16} {m.Proxy,-15} {m.Load.Rate,8:0}/s {m.Cpu,7:0.0} us  p50 {m.Load.P50:0.00} ms  p99 {m.Load.P99:0.00} ms  {m.Memory:0} MiB  {m.Load.Errors} errors");

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
        var ratio = Median(own.Zip(same, (one, other) => one.Cpu / other.Cpu));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {same[0].Workload} | {same[0].Proxy} | {Median(same.Select(r => r.Load.Rate)):0} | {Median(same.Select(r => r.Cpu)):0.0} | {Median(same.Select(r => r.Load.P50)):0.00} | {Median(same.Select(r => r.Load.P99)):0.00} | {Optional(same)} | {Median(same.Select(r => r.Memory)):0} | {same.Sum(r => r.Load.Errors)} | **{ratio:0.00}** |");
    }

    private static string Optional(ProxyMeasurement[] same) =>
        same[0].Load.P999 is null ? "" : Median(same.Select(r => r.Load.P999!.Value)).ToString("0.00", CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered.Length == 0 ? double.NaN : ordered[ordered.Length / 2];
    }
}
