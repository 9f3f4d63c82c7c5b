using System.Diagnostics;
using System.Globalization;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Waiting;
using LocalCluster.Planning;
using LocalCluster.Processes;

namespace ClusterGateway.Samples.Tests.LocalCluster;

/// <summary>The real program with its real children: whatever ends it, they end with it.</summary>
public sealed class KilledParentTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(Posix.SigInt)]
    [InlineData(Posix.SigTerm)]
    [InlineData(Posix.SigKill)]
    public async Task Signal_ToLocalCluster_LeavesNoProcess(int signal)
    {
        // An application that is not ours and need not even run: two children are enough.
        using var program = Start("--app", "http://127.0.0.1:9");
        await Eventually.TrueAsync(() => ChildrenOf(program.Id).Count(IsDotnet) == 2, "agent and gateway were started");
        var children = ChildrenOf(program.Id);

        Posix.Signal(program.Id, signal);

        await Eventually.CompletesAsync(program.WaitForExitAsync(), "local-cluster ended");
        try
        {
            await Eventually.TrueAsync(() => !children.Any(ChildrenTests.IsRunning), "every child ended");
        }
        finally
        {
            // Only when the test fails is there anybody left.
            Array.ForEach(children, child => Posix.Signal(child, Posix.SigKill));
        }

        Assert.Equal(signal == Posix.SigKill ? 128 + Posix.SigKill : 0, program.ExitCode);
    }

    [Fact]
    public async Task Start_OnDataInUse_IsRefused()
    {
        await File.WriteAllTextAsync(_data.At("lock"), "");
        using var held = new FileStream(_data.At("lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        using var program = Start("--app", "http://127.0.0.1:9");
        var error = await program.StandardError.ReadToEndAsync();

        Assert.Contains("Another cluster runs on", error, StringComparison.Ordinal);
    }

    private static bool IsDotnet(int pid) => ChildrenTests.ReadCommand(pid).Contains(".dll", StringComparison.Ordinal)
        && !ChildrenTests.ReadCommand(pid).Contains("setpriv", StringComparison.Ordinal);

    private static int[] ChildrenOf(int pid) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{pid}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    private Process Start(params string[] options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "local-cluster.dll");
        var port = FreePort.Next();
        // As a background job of a script: its shell makes it ignore SIGINT.
        const string AsBackgroundJob = "trap '' INT; exec \"$@\"";
        string[] ports = ["--port", $"{port}", "--port-base", $"{FreePort.Next()}", "--data", _data.Path];
        var info = new ProcessStartInfo("/bin/sh", ["-c", AsBackgroundJob, "sh", Programs.Find().Dotnet, "exec", program, .. ports, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(info)!;
        process.BeginOutputReadLine();
        return process;
    }
}
