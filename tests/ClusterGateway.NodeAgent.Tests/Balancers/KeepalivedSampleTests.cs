using System.Net.NetworkInformation;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>samples/balancers/keepalived, read by a real keepalived. To run it takes the machine's own addresses, so only its reading is tested.</summary>
public sealed class KeepalivedSampleTests
{
    /// <summary>keepalived 2.2 ends its test of a configuration with scripts by a SIGTERM to its own process group.</summary>
    private const int Terminated = 128 + (int)Signal.Terminate;

    [Theory]
    [InlineData("gateways.conf")]
    [InlineData("primary.conf")]
    public async Task Sample_ConfigurationTest_FindsNothing(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "samples/balancers/keepalived", file));

        Assert.Equal("", await FindingsAsync(text));
        Assert.Contains("priorrity", await FindingsAsync(text.Replace("priority", "priorrity", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<string> FindingsAsync(string text)
    {
        var interfaces = NetworkInterface.GetAllNetworkInterfaces().Where(i => i.NetworkInterfaceType != NetworkInterfaceType.Loopback).Select(i => i.Name);
        var home = Directory.CreateTempSubdirectory("keepalived-").FullName;
        var (configuration, findings) = (Path.Combine(home, "keepalived.conf"), Path.Combine(home, "findings"));
        await File.WriteAllTextAsync(configuration, text.Replace("eth0", interfaces.FirstOrDefault("lo"), StringComparison.Ordinal));
        await using var keepalived = ChildProcess.Start(
            "setsid", ["--wait", "keepalived", $"--config-test={findings}", $"--use-file={configuration}"], directory: home,
            environment: new Dictionary<string, string> { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin" });
        await keepalived.ExitedAsync();
        var found = File.Exists(findings) ? await File.ReadAllTextAsync(findings) : "";
        Assert.True(found.Length > 0 || keepalived.ExitCode is 0 or Terminated, $"the tests need keepalived: apt-get install keepalived ({keepalived.ExitCode} {keepalived.Output})");
        Directory.Delete(home, recursive: true);
        return found;
    }
}
