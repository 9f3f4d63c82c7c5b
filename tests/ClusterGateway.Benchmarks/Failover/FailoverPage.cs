using System.Globalization;
using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Failover;

/// <summary>The figures as rows of a table.</summary>
internal static class FailoverPage
{
    public static IReadOnlyList<string> Head { get; } =
    [
        "| store | profile | the primary is | runs | served by the next, s: p50 | max | longest wait of a request, s: p50 | max | vacancy after the release, s: p50 | max | failed requests |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ];

    public static IReadOnlyList<string> Peers { get; } =
    [
        "",
        "Beside it, as others measured or document it:",
        "",
        "| system | the primary is | without a write, s |",
        "|---|---|--:|",
        "| Patroni 3.0.2 with etcd and HAProxy, ttl 30 | killed | 27–28 |",
        "| the same, ttl 10 | killed | 10–12 |",
        "| the same | switched over | 4–5, with failed writes |",
        "| CTDB, `KeepaliveInterval` 5 × (`KeepaliveLimit` 5 + 1), before the recovery begins | hung | 30 |",
    ];

    public static string Explanation =>
        "Three nodes behind one gateway, four administrators who ask through it, one request after the other each. *killed*: SIGKILL of the application and "
        + "its agent; *terminated*: SIGTERM of the agent; *drained* and *switched over*: by the management API. *served*: from the fault to the first answer of "
        + "another primary; *vacancy*: from `PrimaryReleased` to `PrimaryElected`, by the store's clock.";

    public static string Row(FailoverResult result)
    {
        var vacancies = result.Runs.Where(r => r.Vacancy is not null).Select(r => r.Vacancy!.Value).ToList();
        var failed = result.Runs.Sum(r => r.Failed);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Store} | {result.Profile} | {result.Fault} | {result.Runs.Count} | {Of(result.Runs.Select(r => r.Served))} | {Of(result.Runs.Select(r => r.LongestWait))} | {(vacancies.Count == 0 ? "– | –" : Of(vacancies))} | {failed} |");
    }

    private static string Of(IEnumerable<TimeSpan> times)
    {
        var ordered = times.Select(t => t.TotalSeconds).Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{Percentile.Of(ordered, 0.5):0.00} | {ordered[^1]:0.00}");
    }
}
