using System.Globalization;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>What processes hold in memory.</summary>
internal static class ProcessMemory
{
    /// <returns>Mebibytes; what several share counts once for each of them in its part (PSS of proc(5)).</returns>
    public static double MegabytesOf(IEnumerable<int> processes) => processes.Sum(PssOf) / 1024.0;

    private static long PssOf(int process) => File.ReadLines($"/proc/{process}/smaps_rollup")
        .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
}
