using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Blocks;

/// <summary>
/// The blocks in memory, for all gateways that wait for a change: one watch of the store, and a look at the list's revision twice a second,
/// so that a lost hint costs no more than that.
/// </summary>
internal sealed partial class BlockFeed(IClusterStore store, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BlockFeed> logger) : BackgroundService
{
    /// <summary>What was read longer ago is no answer: a gateway must ask an agent that reaches the store.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly ChangeSignal _hints = new();
    private readonly ChangeSignal _changed = new();
    private volatile Confirmed? _current;

    /// <summary>What is known, however old; null before the store has answered once.</summary>
    public BlockSnapshot? Latest => _current?.Snapshot;

    /// <summary>Whether the store was there and has not answered for a while.</summary>
    public bool IsBehind => _current is { } confirmed && time.GetElapsedTime(confirmed.At) >= Fresh;

    /// <summary>Looks now: somebody in this process has changed a block.</summary>
    public void Hint() => _hints.Raise();

    /// <summary>The blocks: at once when their revision is another one than the reader has, otherwise at the next change within the bound.</summary>
    /// <param name="since">Null for whoever has none.</param>
    /// <exception cref="StoreUnavailableException">The store has not answered for a while.</exception>
    public async Task<BlockSnapshot> ReadAsync(long? since, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var started = time.GetTimestamp();
        while (true)
        {
            var changed = _changed.Next;
            var current = _current is { } confirmed && time.GetElapsedTime(confirmed.At) < Fresh
                ? confirmed.Snapshot
                : await RefreshAsync(cancellationToken);
            var rest = bound - time.GetElapsedTime(started);
            if (current.Revision != since || rest <= TimeSpan.Zero || stop.IsCancellationRequested)
            {
                return current;
            }

            await Task.WhenAny(changed, Task.Delay(rest < Fresh ? rest : Fresh, time, stop.Token));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.WhenAll(
        StoreHints.FollowAsync(store, ScreeningKeys.Watched, _hints.Raise, time, stoppingToken),
        FollowAsync(stoppingToken));

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var hint = _hints.Next;
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.Postponed(logger, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.Failed(logger, exception);
            }

            await Task.WhenAny(hint, Task.Delay(Poll, time, stoppingToken));
        }
    }

    private async Task<BlockSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var known = _current?.Snapshot;
        if (known is null || await BlockSnapshot.RevisionAsync(store, cancellationToken) != known.Revision)
        {
            known = await BlockSnapshot.ReadAsync(store, now, cancellationToken);
        }

        var isNews = _current?.Snapshot.Revision != known.Revision;
        _current = new Confirmed(known, now);
        if (isNews)
        {
            _changed.Raise();
        }

        return known;
    }

    /// <param name="At">When the store last said that this is the list.</param>
    private sealed record Confirmed(BlockSnapshot Snapshot, long At);

    private static partial class Log
    {
        [LoggerMessage(2700, LogLevel.Debug, "the blocks are as they were, for all that is known: {Reason}", EventName = "BlocksPostponed")]
        public static partial void Postponed(ILogger logger, string reason);

        [LoggerMessage(2701, LogLevel.Error, "the blocks cannot be read", EventName = "BlocksUnreadable")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
