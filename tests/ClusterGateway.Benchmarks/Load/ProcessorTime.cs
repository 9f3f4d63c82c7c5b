using System.Globalization;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>What processes used of the processor, their children included.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100; // USER_HZ

    /// <param name="root">With everything that it started, dead or alive.</param>
    public static double SecondsOf(int root)
    {
        var processes = Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)).Select(ReadStat).OfType<string[]>().ToList();
        var ids = new HashSet<string> { root.ToString(CultureInfo.InvariantCulture) };
        int known;
        do
        {
            known = ids.Count;
            ids.UnionWith(processes.Where(p => ids.Contains(p[1])).Select(p => p[0]).ToList());
        }
        while (ids.Count > known);

        return processes.Where(p => ids.Contains(p[0])).Sum(p => p[2..].Sum(t => double.Parse(t, CultureInfo.InvariantCulture))) / TicksPerSecond;
    }

    /// <summary>Id, parent, user, system, and the times of children that ended; null when it is gone.</summary>
    private static string[]? ReadStat(string directory)
    {
        try
        {
            // "pid (name, which may hold anything) state ppid …": see proc(5).
            var stat = File.ReadAllText(Path.Combine(directory, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return [Path.GetFileName(directory), fields[1], .. fields[11..15]];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
