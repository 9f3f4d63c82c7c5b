using System.Diagnostics;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Operations;

/// <summary>The built program, as a script calls it.</summary>
internal sealed class Clusterctl(TestCluster cluster)
{
    public async Task<int> ExitCodeAsync(params string[] arguments) => (await RunAsync(arguments)).ExitCode;

    /// <summary>What a run that must succeed wrote to standard output.</summary>
    public async Task<string> OutputAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.True(code == 0, $"clusterctl {string.Join(' ', arguments)} ended with {code}:\n{error}\n{output}");
        return output;
    }

    public async Task<string> FindingsAsync()
    {
        var (code, output, _) = await RunAsync("doctor", "-o", "json");
        Assert.Equal(1, code);
        return output;
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var program = RepositoryRoot.Assembly("node-agent/ClusterGateway.Cli", "clusterctl");
        var start = new ProcessStartInfo("dotnet", ["exec", program, "--agent", cluster.File.Nodes[0].Agent.ToString(), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CLUSTERGATEWAY_TOKEN"] = cluster.File.Tokens.Admin },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Eventually.CompletesAsync(process.WaitForExitAsync(), $"clusterctl {string.Join(' ', arguments)} ended", TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await error);
    }
}
