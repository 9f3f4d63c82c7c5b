using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Benchmarks.Report;

/// <summary>Writes a scenario's table under <c>docs/benchmarks/</c>, with the machine that it was measured on.</summary>
internal static class BenchmarkPage
{
    public static Task WriteAsync(string scenario, string title, string explanation, IEnumerable<string> table, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(RepositoryRoot.Path, "docs", "benchmarks")).FullName;
        string[] lines =
        [
            $"# {title}", "",
            $"`./bench.sh {scenario}`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, everything on one machine, the load generator too: {Machine.Describe()}.{Machine.Scheduling()} {explanation}",
            "", .. table,
        ];
        return File.WriteAllLinesAsync(Path.Combine(directory, scenario + ".md"), lines, cancellationToken);
    }
}
