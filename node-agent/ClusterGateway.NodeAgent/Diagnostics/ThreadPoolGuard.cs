namespace ClusterGateway.NodeAgent.Diagnostics;

/// <summary>
/// Sees to it that work goes on when every thread of the pool is blocked: answers of the store arrive through the pool, and the runtime adds
/// about two threads a second only, so that a primary would lose its lease. On a thread of its own, it notes that the pool does not get to
/// a trifle, and lets it grow at once.
/// </summary>
internal sealed partial class ThreadPoolGuard(TimeProvider time, ILogger<ThreadPoolGuard> logger) : IHostedService, IDisposable
{
    private const int MostThreads = 4096;

    /// <summary>Looks without a wait, one each <see cref="Pace"/>, after which the pool is small again: 15 s.</summary>
    private const int Calm = 30;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly ManualResetEventSlim _stop = new();
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "thread pool guard" };
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stop.Set();
        _thread?.Join(2 * Pace);
        _stop.Dispose();
    }

    private void Run()
    {
        ThreadPool.GetMinThreads(out var usual, out var ports);
        while (!_stop.Wait(Pace))
        {
            if (!IsStuck() || !IsStuck())
            {
                continue;
            }

            Log.Stuck(logger, ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount);
            GrowUntilCalm(ports);
            // The threads that are there stay as long as they have work.
            ThreadPool.SetMinThreads(usual, ports);
        }
    }

    /// <summary>Threads beyond the least end as soon as they are idle, so what is blocked now would block the pool again: it stays large for a while.</summary>
    private void GrowUntilCalm(int ports)
    {
        var isStuck = true;
        for (var calm = 0; calm < Calm && !_stop.IsSet; isStuck = IsStuck())
        {
            if (isStuck)
            {
                // No more than wait: where it is the processors that lack, many threads would make it worse.
                var wanted = ThreadPool.ThreadCount + ThreadPool.PendingWorkItemCount;
                ThreadPool.SetMinThreads((int)Math.Min(MostThreads, wanted), ports);
                calm = 0;
            }
            else
            {
                calm++;
                _stop.Wait(Pace);
            }
        }
    }

    /// <summary>Whether the pool does not get to a new item in time.</summary>
    private bool IsStuck()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static probe => probe.TrySetResult(), reached, preferLocal: false);
        var asked = time.GetTimestamp();
        while (!reached.Task.IsCompleted && !_stop.IsSet && time.GetElapsedTime(asked) < Pace)
        {
            _stop.Wait(Look);
        }

        return !reached.Task.IsCompleted && !_stop.IsSet;
    }

    private static partial class Log
    {
        [LoggerMessage(1224, LogLevel.Warning, "the thread pool did not get to new work for a second, with {Threads} threads and {Waiting} items that wait: adding threads", EventName = "ThreadPoolStuck")]
        public static partial void Stuck(ILogger logger, int threads, long waiting);
    }
}
