using ClusterGateway.Gateway.Management;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Shutdown;

/// <summary>
/// Between the signal to stop and the end of the listeners: not ready any more, everything else as before. Then Kestrel stops accepting, ends
/// idle connections, tells the others to leave (<c>Connection: close</c>, GOAWAY), and waits for what runs.
/// </summary>
internal sealed partial class Leaving(IOptions<ShutdownOptions> options, TimeProvider time, ILogger<Leaving> logger) : IHostedLifecycleService, IReadiness
{
    private volatile bool _leaving;

    public string? NotReadyBecause => _leaving ? "the gateway is about to stop" : null;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _leaving = true;
        Log.Stopping(logger, options.Value.Delay, options.Value.Timeout);
        await Task.Delay(options.Value.Delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1810, LogLevel.Information, "Stopping: not ready from now on, no new connections after {Delay}, and at most {Timeout} for what runs then")]
        public static partial void Stopping(ILogger logger, Contracts.Text.Duration delay, Contracts.Text.Duration timeout);
    }
}
