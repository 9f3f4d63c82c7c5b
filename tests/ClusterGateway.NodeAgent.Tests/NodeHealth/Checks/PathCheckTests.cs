using System.Diagnostics;
using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.Checks;

public sealed class PathCheckTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("path-check-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_DirectoryThere_PassesAndLeavesNothing(bool writable)
    {
        var result = await Check(writable).RunAsync(CancellationToken.None);

        Assert.True(result.Passed);
        Assert.Empty(_directory.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_DirectoryGone_FailsByException(bool writable)
    {
        var check = new PathCheck("share", Path.Combine(_directory.FullName, "gone"), writable, "node1");

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => check.RunAsync(CancellationToken.None));
    }

    [Fact]
    public void ProbeName_OfTwoNodes_Differs() =>
        Assert.NotEqual(PathCheck.ProbeName("node1", "share"), PathCheck.ProbeName("node2", "share"));

    [Fact]
    public async Task RunAsync_FileSystemHangs_FailsInTimeOnOneThreadAndRecovers()
    {
        // Opening a pipe for writing blocks in the kernel until somebody reads it, as a write to a dead network mount does.
        var pipe = Path.Combine(_directory.FullName, PathCheck.ProbeName("node1", "share"));
        await MakePipeAsync(pipe);
        var runner = new CheckRunner(Check(writable: true), Duration.FromSeconds(0.2), TimeProvider.System);

        var first = await runner.RunAsync(CancellationToken.None);
        for (var i = 0; i < 5; i++)
        {
            Assert.StartsWith("still hanging since", (await runner.RunAsync(CancellationToken.None)).Output, StringComparison.Ordinal);
        }

        Assert.Equal((false, "no answer within 200ms"), (first.Passed, first.Output));

        // The mount is back: whoever hung goes on, and removes the pipe like any probe file.
        await using (new FileStream(pipe, FileMode.Open, FileAccess.Read))
        {
            await Eventually.TrueAsync(async () => (await runner.RunAsync(CancellationToken.None)).Passed, "the check passed again");
        }

        await Eventually.TrueAsync(() => !File.Exists(pipe), "the probe was removed");
    }

    private PathCheck Check(bool writable) => new("share", _directory.FullName, writable, "node1");

    private static async Task MakePipeAsync(string path)
    {
        using var make = Process.Start("mkfifo", [path]);
        await make.WaitForExitAsync();
        Assert.Equal(0, make.ExitCode);
    }
}
