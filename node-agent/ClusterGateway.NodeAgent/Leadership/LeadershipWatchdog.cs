using Microsoft.Extensions.Options;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Ends the process when a primary cannot step down: the question it asked the store neither ends nor heeds its bound, so that its lease has
/// run out with nobody to say so. It is not primary by then, for that is a matter of time alone; but only a new process competes again.
/// </summary>
internal sealed partial class LeadershipWatchdog(
    LeadershipLoop loop, LeadershipTracker tracker, LeaseTiming timing, AgentExit exit, IOptions<HostOptions> host, ILogger<LeadershipWatchdog> logger)
    : IHostedService, IDisposable
{
    /// <summary>The host has given up by then.</summary>
    private TimeSpan StopWithin => host.Value.ShutdownTimeout + TimeSpan.FromSeconds(10);

    private readonly ManualResetEventSlim _stop = new();
    private readonly ManualResetEventSlim _ended = new();
    private Thread? _thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Watch) { IsBackground = true, Name = "leadership watchdog" };
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
        _ended.Set();
        _thread?.Join(timing.Renew);
        _stop.Dispose();
    }

    private void Watch()
    {
        // Counted in looks, not by the clock: of a process that slept, the tick took as long as the sleep.
        var (looks, last) = (0, 0L);
        while (!_stop.Wait(timing.Renew))
        {
            var tick = loop.RunningTick;
            looks = tick != 0 && tick == last ? looks + 1 : 0;
            last = tick;
            if (looks * timing.Renew > Patience)
            {
                End(tracker.Grant is { } grant
                    ? $"the lease of term {grant.Term} ran out while a question to the store neither ended nor could be given up; this process ends, start it again"
                    : "the election stands still, in the store or in this node's own files; this process ends, start it again");
                return;
            }
        }
    }

    /// <summary>Without a lease nothing is at stake but that this node never competes again.</summary>
    private TimeSpan Patience => tracker.Grant is null ? 3 * timing.Lease : timing.Lease;

    private void End(string reason)
    {
        // What hangs may keep the host from stopping, or this thread from writing the log: from here on another one counts.
        new Thread(EndForGood) { IsBackground = true, Name = "leadership watchdog, the last resort" }.Start();
        exit.Now(AgentExit.LeaseStuck, reason);
        Log.Stuck(logger, reason);
    }

    private void EndForGood()
    {
        if (!_ended.Wait(StopWithin))
        {
            Environment.Exit(AgentExit.LeaseStuck);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1225, LogLevel.Critical, "{Reason}", EventName = "LeadershipStuck")]
        public static partial void Stuck(ILogger logger, string reason);
    }
}
