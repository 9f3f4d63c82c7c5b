using System.Diagnostics;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>Runs a load generator to its end and answers what it printed.</summary>
internal static class Shell
{
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with code {process.ExitCode}: {await errors}{await output}");
    }
}
