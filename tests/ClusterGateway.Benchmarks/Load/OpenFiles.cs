using System.Globalization;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>How many files, connections among them, a process may have open.</summary>
internal static class OpenFiles
{
    /// <summary>The hard limit: .NET raises its own to it by itself.</summary>
    public static int Limit
    {
        get
        {
            // "Max open files   SOFT   HARD   files": see proc(5).
            var line = File.ReadLines("/proc/self/limits").Single(l => l.StartsWith("Max open files", StringComparison.Ordinal));
            return int.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4], CultureInfo.InvariantCulture, out var hard) ? hard : int.MaxValue;
        }
    }
}
