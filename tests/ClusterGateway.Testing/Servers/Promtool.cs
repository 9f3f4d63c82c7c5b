using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Servers;

/// <summary>Prometheus' own judge of configurations, rules and metrics.</summary>
public static class Promtool
{
    /// <param name="input">What it reads from standard input; null for nothing.</param>
    /// <returns>Its exit code (0: nothing to object to), and what it says.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments, string? input = null)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, input ?? "");
        try
        {
            await using var process = ChildProcess.Start("bash", ["-c", "exec \"$0\" \"${@:2}\" <\"$1\"", Programs.OnPath("promtool"), file, .. arguments]);
            await process.ExitedAsync(TimeSpan.FromMinutes(1));
            return (process.ExitCode, process.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
