using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>Counts the references of this node every few seconds. While the store is away, the last number stays.</summary>
internal sealed partial class SessionCounter(IClusterStore store, NodeIdentity self, TimeProvider time, ILogger<SessionCounter> logger)
    : BackgroundService, ISessionCount
{
    private const long Unknown = -1;

    private readonly ChangeSignal _used = new();
    private long _count = Unknown;

    public long? OfThisNode => Interlocked.Read(ref _count) is >= 0 and var count ? count : null;

    /// <summary>Somebody put a reference of this node: it is counted soon.</summary>
    public void Used(string node)
    {
        if (node == self.Id)
        {
            _used.Raise();
        }
    }

    public async Task<long> CountAsync(string node, CancellationToken cancellationToken)
    {
        var count = await store.CountAsync(SessionKeys.ByNode(node), cancellationToken);
        if (node == self.Id)
        {
            Interlocked.Exchange(ref _count, count);
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var used = _used.Next;
            var began = time.GetTimestamp();
            await TryAsync(stoppingToken);
            var pace = CountingPace.After(time.GetElapsedTime(began), inUse: OfThisNode != 0);
            await Task.Delay(CountingPace.Shortest, time, stoppingToken);
            await Wait.ForAsync(used, pace - CountingPace.Shortest, time, stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CountAsync(self.Id, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            Log.StoreAway(logger, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2200, LogLevel.Debug, "the sessions could not be counted, the last number stays: {Reason}", EventName = "SessionCountStale")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(2201, LogLevel.Error, "the sessions could not be counted", EventName = "SessionCountFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
