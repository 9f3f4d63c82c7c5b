using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>Keeps this node's copy of the settings fresh: at every hint of the store, and every second without one.</summary>
internal sealed partial class SettingsWorker(
    IClusterStore store, SettingsSynchronizer synchronizer, TimeProvider time, ILogger<SettingsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly ChangeSignal _hint = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var following = StoreHints.FollowAsync(store, SettingsEntries.Head, _hint.Raise, time, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var hint = _hint.Next;
            try
            {
                await synchronizer.SynchronizeAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.StoreAway(logger, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }

            await Wait.ForAsync(hint, Poll, time, stoppingToken);
        }

        await following;
    }

    private static partial class Log
    {
        [LoggerMessage(2620, LogLevel.Debug, "the settings could not be read, this node's copy stays: {Reason}", EventName = "SettingsStale")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(2621, LogLevel.Error, "the settings could not be brought up to date; this node's copy stays", EventName = "SettingsFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
