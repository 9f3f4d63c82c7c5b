using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Runs the loop on a thread of its own: a thread pool that is busy with requests must not make a primary miss its renewals. Hands over
/// before anything else of the agent stops, so that gateways are told while the agent still answers.
/// </summary>
internal sealed partial class LeadershipWorker(
    LeadershipLoop loop, IMembership membership, LeaseTiming timing, IClusterStore store, TimeProvider time, ILogger<LeadershipWorker> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _following = Task.WhenAll(StoreHints.FollowAsync(store, LeaderKeys.Prefix, OnHint, time, _stop.Token), FollowMembersAsync());
        _thread = new Thread(Run) { IsBackground = true, Name = "leadership" };
        _thread.Start();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        loop.ShutDown();
        Wake();
        await _ended.Task.WaitAsync(timing.Farewell, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync();
    }

    /// <summary>Whoever stops the agent may have no more time: that is no failure of the stop.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) =>
        await _following.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stop.Cancel();
        if (_thread?.Join(timing.Attempt) != false)
        {
            _stop.Dispose();
            _wake.Dispose();
        }
    }

    private void OnHint()
    {
        loop.Hint();
        Wake();
    }

    /// <summary>A node that joined may not compete before the primary has told whom it asks: that does not wait for a renewal.</summary>
    private async Task FollowMembersAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var published = membership.Published.Next;
            if (loop.IsBehind)
            {
                Wake();
            }

            await published.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to tick anyway.
        }
    }

    private void Run()
    {
        try
        {
            while (!_stop.IsCancellationRequested && !loop.IsDone)
            {
                _wake.Wait(Tick(), _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped without a chance to hand over.
        }

        _ended.TrySetResult();
    }

    private TimeSpan Tick()
    {
        try
        {
            return loop.TickAsync(_stop.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
            return timing.Renew;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1210, LogLevel.Error, "the leadership could not be looked after", EventName = "LeadershipFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
