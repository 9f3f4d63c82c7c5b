using System.Globalization;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>What processes hold in memory, shared pages counted in each.</summary>
internal static class ResidentMemory
{
    /// <returns>In MB of 1,000,000 bytes.</returns>
    public static double MegabytesOf(IEnumerable<int> processes) => processes.Sum(KilobytesOf) * 1024 / 1e6;

    private static double KilobytesOf(int process)
    {
        // "VmRSS:     12345 kB", absent for a zombie: see proc(5).
        var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
