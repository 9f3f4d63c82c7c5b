using System.Net;
using System.Net.Sockets;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Peers;

/// <summary>
/// Another proxy, run with a configuration of ours on a free port of loopback; it and its workers end when this is disposed. Like every
/// service it has a session of its own: Linux shares the processor out by sessions (autogroup, sched(7)).
/// </summary>
public abstract class Peer : IAsyncDisposable
{
    private readonly string _home;
    private readonly ChildProcess _process;

    private protected Peer(string home, int port, ChildProcess process)
    {
        _home = home;
        Port = port;
        _process = process;
    }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>Of the process that started all others.</summary>
    public int Id => _process.Id;

    /// <summary>The first process and all its workers, as they are now.</summary>
    public IReadOnlyList<int> Processes => _process.Tree;

    public string Output => _process.Output;

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_home, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <param name="name">Of the program.</param>
    /// <param name="configuration">The file's text, given the port.</param>
    /// <param name="arguments">Given the file's name; the working directory is the peer's own.</param>
    /// <param name="create">Makes the object, given the directory, the port and the process.</param>
    private protected static async Task<T> StartAsync<T>(
        string name, Func<int, string> configuration, Func<string, string[]> arguments, Func<string, int, ChildProcess, T> create)
        where T : Peer
    {
        var program = Find(name);
        var home = Directory.CreateTempSubdirectory($"clustergateway-{name}-").FullName;
        var port = FreePort.Next();
        var file = Path.Combine(home, $"{name}.conf");
        await File.WriteAllTextAsync(file, configuration(port));
        var peer = create(home, port, ChildProcess.Start("setsid", [program, .. arguments(file)], directory: home));
        try
        {
            await Eventually.TrueAsync(peer.ListensAsync, $"{name} listened on port {port}");
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    private static string Find(string name) => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"the tests and benchmarks need {name}: apt-get install nginx-light haproxy");

    private async Task<bool> ListensAsync()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"{GetType().Name} did not start: {_process.Output}");
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
