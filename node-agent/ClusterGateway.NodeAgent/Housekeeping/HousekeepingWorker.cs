using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Housekeeping;

/// <summary>
/// Removes expired entries of all features for good. For whoever reads they are gone since they expired, so this frees space and nothing
/// else. Only the primary does it, so that it is done once; a batch that a primary sends in the moment in which it loses the role does no harm.
/// </summary>
internal sealed partial class HousekeepingWorker(
    IClusterStore store, ILeadership leadership, HousekeepingOptions options, IMeterFactory meters, TimeProvider time,
    ILogger<HousekeepingWorker> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(10);

    private readonly Counter<long> _removed = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.housekeeping.removed", "{entry}", "Expired entries that this node removed from the store");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Log.Cleaned(logger, await CleanAsync(stoppingToken));
            }
            catch (StoreUnavailableException exception)
            {
                Log.Postponed(logger, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }
        }
    }

    /// <summary>Batch after batch while full ones come and this node is primary; answers how many entries it removed.</summary>
    public async Task<long> CleanAsync(CancellationToken cancellationToken)
    {
        long removed = 0;
        while (leadership.Fence() is not null)
        {
            var began = time.GetTimestamp();
            var batch = await store.PurgeExpiredAsync("", options.Batch, cancellationToken);
            _removed.Add(batch);
            removed += batch;
            if (batch < options.Batch)
            {
                break;
            }

            // At least half of the time the store is there for others alone.
            var took = time.GetElapsedTime(began);
            await Task.Delay(took > ShortestRest ? took : ShortestRest, time, cancellationToken);
        }

        return removed;
    }

    private static partial class Log
    {
        [LoggerMessage(2280, LogLevel.Debug, "{Count} expired entries were removed", EventName = "ExpiredRemoved")]
        public static partial void Cleaned(ILogger logger, long count);

        [LoggerMessage(2281, LogLevel.Debug, "expired entries stay for now: {Reason}", EventName = "HousekeepingPostponed")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(2282, LogLevel.Error, "expired entries could not be removed", EventName = "HousekeepingFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
