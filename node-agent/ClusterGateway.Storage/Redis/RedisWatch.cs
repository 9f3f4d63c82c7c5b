using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>
/// A subscription, from the first watcher on; the driver renews it when it reconnects. What was published meanwhile is lost, so
/// there is also a hint at every interval.
/// </summary>
internal sealed class RedisWatch : IAsyncDisposable
{
    private readonly RedisConnector _connector;
    private readonly RedisChannel _channel;
    private readonly OperationBound _bound;
    private readonly HintBroadcast _broadcast = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task> _loop;

    public RedisWatch(RedisConnector connector, RedisChannel channel, OperationBound bound, TimeProvider time)
    {
        _connector = connector;
        _channel = channel;
        _bound = bound;
        _loop = new Lazy<Task>(() => Task.Run(() => FollowAsync(new PeriodicTimer(HintBroadcast.Interval, time), _stop.Token)));
    }

    public async IAsyncEnumerable<StoreHint> WatchAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hints = _broadcast.WatchAsync(prefix, cancellationToken);
        _ = _loop.Value;
        await foreach (var hint in hints.ConfigureAwait(false))
        {
            yield return hint;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_loop.IsValueCreated)
        {
            await _loop.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        using var _ = timer;
        var subscribed = false;
        do
        {
            subscribed = subscribed || await TrySubscribeAsync(cancellationToken).ConfigureAwait(false);
            _broadcast.Publish();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<bool> TrySubscribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _bound.RunAsync(
                async token =>
                {
                    var connection = await _connector.ConnectionAsync(token).ConfigureAwait(false);
                    await connection.GetSubscriber().SubscribeAsync(_channel, (_, payload) => HintPayload.Publish(payload!, _broadcast)).ConfigureAwait(false);
                    return connection.IsConnected;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // Watching never fails: consumers poll too, and learn from their reads that the store is away.
            return false;
        }
    }
}
