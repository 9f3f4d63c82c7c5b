using System.Threading.Channels;
using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Events;

/// <summary>
/// Writes events in the background, in the order in which they happened here, until the store has them. When too many wait, the oldest
/// are dropped: what an event tells of must never wait for it.
/// </summary>
internal sealed partial class EventLog(EventEntries entries, ITermMemory terms, TimeProvider time, ILogger<EventLog> logger) : BackgroundService, IEventLog
{
    private const int MostWaiting = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Channel<PendingEvent> _waiting = Channel.CreateBounded<PendingEvent>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
        dropped => Log.Dropped(logger, dropped.Happened.Type));

    public void Append(EventRequest happened, long? term = null) =>
        _waiting.Writer.TryWrite(Pending(happened, term));

    public Task<IReadOnlyList<StoreOperation>> InCommitAsync(EventRequest happened, CancellationToken cancellationToken) =>
        entries.InCommitAsync(Pending(happened), cancellationToken);

    public async Task<EventView> AppendAsync(EventRequest happened, CancellationToken cancellationToken) =>
        (await entries.WriteAsync([Pending(happened)], cancellationToken))[0];

    /// <summary>The last events tell how this agent ended: they get a moment to be written.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            // Whoever stops the agent may have no more time: that is no failure of the stop.
            await running.WaitAsync(Farewell, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            var batch = new List<PendingEvent>(EventEntries.MostAtOnce);
            while (batch.Count < EventEntries.MostAtOnce && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await WriteAsync(batch, stoppingToken);
        }
    }

    private PendingEvent Pending(EventRequest happened, long? term = null) =>
        new(happened, term ?? (terms.Highest is > 0 and var known ? known : null), time.GetTimestamp());

    private async Task WriteAsync(List<PendingEvent> batch, CancellationToken stoppingToken)
    {
        long? before = null;
        while (true)
        {
            try
            {
                // A batch is one commit: it is there whole or not at all.
                if (before is null || await entries.FindAsync(batch[0].Uid, before.Value, stoppingToken) is null)
                {
                    before ??= await entries.LastAsync(stoppingToken);
                    await entries.WriteAsync(batch, stoppingToken);
                }

                return;
            }
            catch (StoreUnavailableException exception)
            {
                Log.Postponed(logger, batch.Count, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception, batch.Count);
                return;
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1400, LogLevel.Warning, "an event {Type} was dropped: too many wait for the store", EventName = "EventDropped")]
        public static partial void Dropped(ILogger logger, string type);

        [LoggerMessage(1401, LogLevel.Debug, "{Count} events wait for the store: {Reason}", EventName = "EventsPostponed")]
        public static partial void Postponed(ILogger logger, int count, string reason);

        [LoggerMessage(1402, LogLevel.Error, "{Count} events could not be written", EventName = "EventsFailed")]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
