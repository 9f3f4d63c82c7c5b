using System.Globalization;
using System.Runtime.InteropServices;
using ClusterGateway.Benchmarks.Load;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>On what something was measured, in one sentence.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({Processor()}), {memory:0.#} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }

    /// <summary>How busy it was in the last minute, in runnable threads, whoever they belong to.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>What a program says of its version, in one line.</summary>
    public static async Task<string> VersionOfAsync(string program) =>
        (await Shell.RunAsync("sh", "-c", $"PATH=$PATH:/usr/sbin {program} -v 2>&1 | head -1")).Trim();

    /// <summary>A sentence on what real-time scheduling does to the figures, after a blank; nothing without it.</summary>
    public static string Scheduling()
    {
        // Field 41, the policy, counted from the third: see proc(5) and sched(7).
        var stat = File.ReadAllText("/proc/self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[38] is "1" or "2"
            ? " It ran ahead of everything else on the machine (`chrt`); such programs Linux stops for up to 50 ms of each second where anything else wants "
                + "to run, which is the tail (p99, p99.9) of whatever keeps the processors busy."
            : "";
    }

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
