using System.Globalization;
using ClusterGateway.Benchmarks.State;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>Measurements as a table that a terminal and a page show alike.</summary>
internal static class MarkdownTable
{
    public static IEnumerable<string> Head =>
    [
        "| store | operation | clients | agent/s | p50 ms | p99 ms | raw/s | p50 ms | p99 ms | ratio | agent cores | store cores | raw store cores | errors |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ];

    public static string Row(Measurement m) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {m.Store} | {m.Operation} | {m.Clients} | {m.Agent.Rate:0} | {m.Agent.P50:0.00} | {m.Agent.P99:0.00} | {m.Raw.Rate:0} | {m.Raw.P50:0.00} | {m.Raw.P99:0.00} | **{m.Ratio:0.00}** | {m.AgentCpu:0.00} | {m.StoreCpu:0.00} | {m.RawCpu:0.00} | {m.Agent.Errors} |");
}
