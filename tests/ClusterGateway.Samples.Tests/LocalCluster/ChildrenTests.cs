using System.Diagnostics;
using ClusterGateway.Testing.Waiting;
using LocalCluster.Planning;
using LocalCluster.Processes;

namespace ClusterGateway.Samples.Tests.LocalCluster;

public sealed class ChildrenTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _logs = new();
    private readonly StringWriter _written = new();
    private readonly LineOutput _output;

    public ChildrenTests() => _output = new LineOutput(_written);

    public async ValueTask DisposeAsync()
    {
        await _output.DisposeAsync();
        _logs.Dispose();
    }

    [Fact]
    public async Task Start_Child_IsTheProgramItselfAndItsLinesAreLabeled()
    {
        using var children = new Children(_logs.Path, restart: false, _output, TimeProvider.System);

        var child = await children.StartAsync(Shell("echo hello $NAME; exec sleep 60"));

        await Eventually.TrueAsync(() => ReadCommand(child.Pid).StartsWith("sleep", StringComparison.Ordinal), "the pid is the program's");
        await Eventually.TrueAsync(() => File.ReadAllText(_logs.At("one.log")) == "hello env\n", "the line is in the log");
        await Eventually.TrueAsync(() => _written.ToString().Contains("one child    | hello env", StringComparison.Ordinal), "the line is labeled");
        await children.StopAsync([], CancellationToken.None);
        Assert.Equal(128 + Posix.SigTerm, await child.Exited);
    }

    [Fact]
    public async Task Stop_AChildThatDoesNotListen_IsKilledWithWhatItStarted()
    {
        using var children = new Children(_logs.Path, restart: false, _output, TimeProvider.System);
        using var atOnce = new CancellationTokenSource();
        var child = await children.StartAsync(Shell("trap '' TERM; sleep 60 & echo $! >grandchild; wait; wait"));
        await Eventually.TrueAsync(() => File.Exists(_logs.At("grandchild")) && File.ReadAllText(_logs.At("grandchild")).EndsWith('\n'), "it runs");
        var grandchild = int.Parse(File.ReadAllText(_logs.At("grandchild")), System.Globalization.CultureInfo.InvariantCulture);

        var stopping = children.StopAsync([child.Plan], atOnce.Token);
        // A second Ctrl-C: the grace is over at once.
        await atOnce.CancelAsync();
        await Eventually.CompletesAsync(stopping, "everything stopped");

        Assert.Equal(128 + Posix.SigKill, await child.Exited);
        await Eventually.TrueAsync(() => !IsRunning(grandchild), "what the child started is gone too");
    }

    [Fact]
    public async Task Died_ByItself_IsSaidWithItsExitCode()
    {
        using var children = new Children(_logs.Path, restart: false, _output, TimeProvider.System);
        var died = new TaskCompletionSource<Child>();
        children.Died += died.SetResult;

        await children.StartAsync(Shell("exit 3"));
        var child = await Eventually.CompletesAsync(died.Task, "the death was told");

        await Eventually.TrueAsync(
            () => _written.ToString().Contains($"one child (pid {child.Pid}) ended with exit code 3", StringComparison.Ordinal), "it was said");
        Assert.DoesNotContain("started again", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Died_WithRestart_RunsAgain()
    {
        using var children = new Children(_logs.Path, restart: true, _output, TimeProvider.System);
        var again = new TaskCompletionSource<Child>();
        children.Restarted += child => again.TrySetResult(child);

        var first = await children.StartAsync(Shell("exec sleep 60"));
        first.Kill();
        var second = await Eventually.CompletesAsync(again.Task, "the child was started again");

        Assert.NotEqual(first.Pid, second.Pid);
        Assert.Equal(second.Pid, children.PidOf("one"));
        await children.StopAsync([], CancellationToken.None);
        Assert.False(second.IsRunning);
    }

    [Fact]
    public void Start_AfterItsParentDied_DoesNotBegin()
    {
        Assert.True(Spawner.IsWatertight);
        Assert.Equal("ran\n", EchoBelow(Environment.ProcessId));
        Assert.Equal("", EchoBelow(parent: Environment.ProcessId + 1));
    }

    /// <summary>Waits on the thread that starts it: the kernel takes that thread's end for the parent's.</summary>
    private static string EchoBelow(int parent)
    {
        string[] argv = [.. Spawner.WrapperFor(parent), "/bin/echo", "ran"];
        using var process = Process.Start(new ProcessStartInfo(argv[0], argv[1..]) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd();
    }

    internal static bool IsRunning(int pid)
    {
        try
        {
            // A zombie has ended; only its parent has not looked yet.
            return !File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].StartsWith(" Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    internal static string ReadCommand(int pid) => File.ReadAllText($"/proc/{pid}/cmdline");

    private ChildPlan Shell(string script) => new("one", "one child", new StartCommand(
        ["/bin/sh", "-c", script], new Dictionary<string, string> { ["NAME"] = "env", ["PATH"] = "/usr/bin:/bin" }, _logs.Path));
}
