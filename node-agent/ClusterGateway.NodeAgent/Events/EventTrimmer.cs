using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>Removes events beyond the retention. Only the primary does, under its fence, so that it is done once.</summary>
internal sealed partial class EventTrimmer(
    EventEntries entries, ILeadership leadership, EventOptions options, TimeProvider time, ILogger<EventTrimmer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TrimAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.Postponed(logger, exception.Message);
            }
#pragma warning disable CA1031 // Old events that stay are no reason to end the agent.
            catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Log.Failed(logger, exception);
            }
        }
    }

    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            while (leadership.Fence() is { } fence && await entries.TrimAsync(kind, options.Retention, fence, cancellationToken))
            {
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1410, LogLevel.Debug, "old events stay for now: {Reason}", EventName = "EventTrimPostponed")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(1411, LogLevel.Error, "old events cannot be removed; it is tried again in a minute", EventName = "EventTrimFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
