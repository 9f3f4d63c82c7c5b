using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.HungMounts;

/// <summary>
/// A directory that is mounted at a second place by a process. While that stands still, whoever touches the second place waits in the
/// kernel, as on a network mount whose server is gone.
/// </summary>
internal sealed class FuseMount : IAsyncDisposable
{
    private const string Program = "/usr/bin/bindfs";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fuse-mount-");
    private readonly ChildProcess _server;

    private FuseMount()
    {
        Assert.True(File.Exists(Program), "the tests need bindfs: apt-get install bindfs fuse3");
        Source = _root.CreateSubdirectory("source").FullName;
        Mounted = _root.CreateSubdirectory("mounted").FullName;
        // Nothing of it is cached: each call must reach the process.
        _server = ChildProcess.Start(Program, ["-f", "-o", "attr_timeout=0,entry_timeout=0", Source, Mounted]);
    }

    public string Source { get; }

    public string Mounted { get; }

    public static async Task<FuseMount> StartAsync()
    {
        var mount = new FuseMount();
        var marker = Path.Combine(mount.Source, "marker");
        await File.WriteAllTextAsync(marker, "");
        await Eventually.TrueAsync(
            () => !mount._server.HasExited && File.Exists(Path.Combine(mount.Mounted, "marker")), $"bindfs mounted: {mount._server.Output}");
        File.Delete(marker);
        return mount;
    }

    public Task HangAsync() => OtherProcess.SignalAsync(_server.Id, Signal.Stop);

    public void GoOn() => _server.Send(Signal.Continue);

    public async ValueTask DisposeAsync()
    {
        // The end of the process answers whoever still waits.
        await _server.DisposeAsync();
        await using (var unmount = ChildProcess.Start("umount", ["--lazy", Mounted]))
        {
            await unmount.ExitedAsync();
        }

        _root.Delete(recursive: true);
    }
}
