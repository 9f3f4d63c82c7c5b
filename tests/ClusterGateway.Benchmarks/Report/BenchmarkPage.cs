using System.Globalization;
using System.Runtime.InteropServices;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>Writes a scenario's table under <c>docs/benchmarks/</c>, with the machine that it was measured on.</summary>
internal static class BenchmarkPage
{
    public static Task WriteAsync(string scenario, string title, string explanation, IEnumerable<string> table, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "docs", "benchmarks")).FullName;
        return File.WriteAllLinesAsync(
            Path.Combine(directory, scenario + ".md"),
            [$"# {title}", "", $"`./bench.sh {scenario}`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}. {Machine()} {explanation}", "", .. table],
            cancellationToken);
    }

    private static string Machine()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({Processor()}), {memory} GiB, Linux {Environment.OSVersion.Version}, .NET {Environment.Version}, {RuntimeInformation.OSArchitecture}; everything on this one machine, the load generator too.");
    }

    private static string Processor() => File.ReadLines("/proc/cpuinfo")
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
