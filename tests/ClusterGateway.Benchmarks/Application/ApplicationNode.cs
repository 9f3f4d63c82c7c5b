using System.Globalization;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Benchmarks.Application;

/// <summary>One <see cref="BenchmarkApplication"/> as a process, on the same port after each start.</summary>
internal sealed class ApplicationNode(string id, string? orders) : IAsyncDisposable
{
    /// <summary>The command by which this program becomes the application.</summary>
    public const string Command = "application";

    /// <summary>Generous: a machine that is busy with other things makes the figures bad, not impossible.</summary>
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(2);

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private ChildProcess? _process;
    private string? _lastFailure;

    public string Id => id;

    public int Port { get; } = FreePort.Next();

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public async Task StartAsync()
    {
        string[] written = orders is null ? [] : ["--orders", orders];
        _process = ChildProcess.Start(
            "dotnet",
            [
                "exec", typeof(ApplicationNode).Assembly.Location, Command,
                "--port", Port.ToString(CultureInfo.InvariantCulture), "--node", id, .. written,
            ]);
        try
        {
            await Eventually.TrueAsync(AnswersAsync, $"the application of {id} answered", StartBound);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; process {_process.Id} says: {_process.Output}\n{_lastFailure}", exception);
        }
    }

    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>SIGSTOP: the kernel accepts connections for it, and nobody answers.</summary>
    public void Hang() => _process!.Send(Signal.Stop);

    public void GoOn() => _process!.Send(Signal.Continue);

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<bool> AnswersAsync()
    {
        if (_process is { HasExited: true } ended)
        {
            throw new InvalidOperationException($"the application of {id} ended: {ended.Output}");
        }

        try
        {
            using var response = await Http.GetAsync(Url);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            _lastFailure = exception.Message;
            return false;
        }
    }
}
