using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Servers;

/// <summary>A real server on 127.0.0.1, with its own port and directory, that a test can stop, kill, pause and start again.</summary>
public abstract class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(60);

    private ChildProcess? _process;

    private protected ServerProcess(string name) => Home = Directory.CreateTempSubdirectory($"clustergateway-{name}-").FullName;

    public int Port { get; } = FreePort.Next();

    /// <summary>Of the process that started all others of the server.</summary>
    public int Id => _process?.Id ?? throw new InvalidOperationException($"{GetType().Name} is not running");

    /// <summary>Everything the server keeps; deleted when this is disposed.</summary>
    public string Home { get; }

    /// <summary>In the manner of the server's own driver.</summary>
    public abstract string ConnectionString { get; }

    public string Output => _process?.Output ?? "";

    private protected abstract Signal StopSignal(StopMode mode);

    private protected abstract ChildProcess Launch();

    /// <summary>Whether it answers; an exception means not yet.</summary>
    private protected abstract Task<bool> AnswersAsync();

    /// <summary>Starts it, or starts it again on the same port and data.</summary>
    public async Task StartAsync()
    {
        _process = Launch();
        await Eventually.TrueAsync(IsUpAsync, $"{GetType().Name} on port {Port} answered", StartBound);
    }

    public async Task StopAsync(StopMode mode)
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        await using (process)
        {
            // A paused process does not see a signal, except SIGKILL, before it goes on.
            process.SendToTree(Signal.Continue);
            if (mode != StopMode.Kill)
            {
                process.Send(StopSignal(mode));
                await process.ExitedAsync();
            }
        }
    }

    /// <summary>SIGSTOP: the kernel still accepts connections, nobody answers.</summary>
    public void Pause() => _process?.SendToTree(Signal.Stop);

    public void Resume() => _process?.SendToTree(Signal.Continue);

    /// <summary>SIGHUP: reads its configuration again.</summary>
    public void Reload() => _process?.Send(Signal.Hangup);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(StopMode.Kill);
        Directory.Delete(Home, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task<bool> IsUpAsync()
    {
        if (_process is { HasExited: true } process)
        {
            throw new InvalidOperationException($"{GetType().Name} did not start: {process.Output}");
        }

        try
        {
            return await AnswersAsync();
        }
        catch (Exception e) when (e is Npgsql.NpgsqlException or IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
