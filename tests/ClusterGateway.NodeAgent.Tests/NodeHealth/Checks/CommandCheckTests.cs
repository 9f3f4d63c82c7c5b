using System.Globalization;
using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class CommandCheckTests
{
    [Fact]
    public async Task RunAsync_ExitCodeZero_PassesWithTheOutput()
    {
        var result = await Shell("echo license valid; echo 12 days >&2").RunAsync(CancellationToken.None);

        Assert.Equal((true, "license valid 12 days"), (result.Passed, result.Output));
    }

    [Fact]
    public async Task RunAsync_OtherExitCode_FailsWithCodeAndOutput()
    {
        var result = await Shell("echo expired; exit 3").RunAsync(CancellationToken.None);

        Assert.Equal((false, "exit code 3: expired"), (result.Passed, result.Output));
    }

    [Fact]
    public async Task RunAsync_MuchOutput_KeepsTheHeadAndDoesNotBlock()
    {
        var result = await Eventually.CompletesAsync(
            Shell("head -c 1000000 /dev/zero | tr '\\0' x").RunAsync(CancellationToken.None), "the talkative command ended");

        Assert.True(result.Passed);
        Assert.Equal(new string('x', CheckResult.MaxOutput), result.Output);
    }

    [Fact]
    public async Task RunAsync_Environment_IsTheNodeAndThePathOnly()
    {
        Environment.SetEnvironmentVariable("CommandCheckTests__Token", "secret");

        var result = await new CommandCheck("env", ["/usr/bin/env"], "node1").RunAsync(CancellationToken.None);

        Assert.Contains("CLUSTERGATEWAY_NODE=node1", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Arguments_AreNotReadByAShell()
    {
        var result = await new CommandCheck("echo", ["/bin/echo", "$HOME; a  b"], "node1").RunAsync(CancellationToken.None);

        Assert.Equal("$HOME; a  b", result.Output);
    }

    [Fact]
    public async Task RunAsync_NoSuchProgram_FailsWithItsName()
    {
        var runner = new CheckRunner(new CommandCheck("none", ["/no/such/program"], "node1"), Duration.FromSeconds(10), TimeProvider.System);

        var result = await runner.RunAsync(CancellationToken.None);

        Assert.False(result.Passed);
        Assert.Contains("/no/such/program", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Timeout_KillsTheCommandAndWhatItStarted()
    {
        var pids = Path.Combine(Directory.CreateTempSubdirectory("command-check-").FullName, "pids");
        var check = Shell($"sleep 600 & echo $$ $! > '{pids}.new'; mv '{pids}.new' '{pids}'; wait");
        using var timeout = new CancellationTokenSource();
        var running = check.RunAsync(timeout.Token);
        await Eventually.TrueAsync(() => File.Exists(pids), "the command wrote its process ids");
        var ids = (await File.ReadAllTextAsync(pids)).Split().Where(p => p.Length > 0).Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        Assert.All(ids, id => Assert.True(IsAlive(id)));

        await timeout.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.CompletesAsync(running, "the run ended"));
        await Eventually.TrueAsync(() => !ids.Any(IsAlive), "both processes were gone");
        Directory.Delete(Path.GetDirectoryName(pids)!, recursive: true);
    }

    // A killed grandchild whose new parent has not yet collected it is a zombie: state Z.
    private static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static CommandCheck Shell(string script) => new("shell", ["/bin/sh", "-c", script], "node1");
}
