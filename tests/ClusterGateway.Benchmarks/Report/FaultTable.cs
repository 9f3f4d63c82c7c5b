using System.Globalization;
using ClusterGateway.Benchmarks.Faults;
using ClusterGateway.Testing.Traffic;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>Losses as a table that a terminal and a page show alike.</summary>
internal static class FaultTable
{
    public static IEnumerable<string> Head =>
    [
        "| proxy | fault | requests | others: GETs lost | others: POSTs lost | own: GETs lost, not begun | own: begun | own: POSTs lost | orders done twice | moved once | moved back, cookie / none | moved needlessly, cookie / none | longest wait own / others, s | waited again |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ];

    public static string Row(FaultResult result)
    {
        var (lost, with, without) = (result.Lost, result.MovesOf(cookies: true), result.MovesOf(cookies: false));
        var others = lost.Others.ToLookup(o => o.Request.IsSafe);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Front} | {result.Outages.Count} × {result.Fault} | {result.Outcomes.Count} | {others[true].Count()} | {others[false].Count()} | {lost.Avoidable.Count} | {lost.Begun.Count} | {lost.Unsafe.Count} | {result.DoneTwice} | {with.Forced + without.Forced} | {with.Back} / {without.Back} | {with.Stray} / {without.Stray} | {result.LongestWait(away: true).TotalSeconds:0.00} / {result.LongestWait(away: false).TotalSeconds:0.00} | {result.WaitedTwice} |");
    }

    /// <summary>Each lost request, for whoever looks into them.</summary>
    public static IEnumerable<string> Losses(FaultResult result) =>
    [
        .. Named("of another node", result.Lost.Others), .. Named("avoidable", result.Lost.Avoidable),
        .. Named("begun", result.Lost.Begun), .. Named("not safe to repeat", result.Lost.Unsafe),
    ];

    private static IEnumerable<string> Named(string kind, IEnumerable<Outcome> lost) => lost.Select(outcome => $"{kind}: {outcome}");
}
