using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>One of the two machines of the installation pages: a directory, and an address of the loopback network.</summary>
internal sealed class InstallMachine(string name, string directory, string address) : IAsyncDisposable
{
    private static readonly string[] Units = ["clustergateway-agent", "clustergateway-gateway"];

    private readonly List<ChildProcess> _running = [];
    private FakeApplication? _application;

    public string Name => name;

    public string Etc => Directory.CreateDirectory(Path.Combine(directory, "etc")).FullName;

    public string Var => Directory.CreateDirectory(Path.Combine(directory, "var")).FullName;

    public string Output => string.Join('\n', _running.Select(child => $"== {name}\n{child.Output}"));

    /// <summary>The application, and what the systemd units of deploy/systemd start.</summary>
    public async Task StartAsync(Func<string, InstallMachine, string> localize)
    {
        _application = await FakeApplication.StartAsync(name, address, 8081);
        foreach (var unit in Units)
        {
            var line = File.ReadLines(Path.Combine(RepositoryRoot.Path, "deploy/systemd", unit + ".service"))
                .Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..];
            var command = localize(line, this).Split(' ');
            _running.Add(ChildProcess.Start(command[0], command[1..]));
        }
    }

    /// <summary>The machine loses its power.</summary>
    public async Task PowerOffAsync()
    {
        foreach (var child in _running)
        {
            child.SendToTree(Signal.Kill);
        }

        await (_application?.StopAsync() ?? Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var child in _running)
        {
            await child.DisposeAsync();
        }

        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }
}
