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
    private readonly HintBroadcast _broadcast;
    private readonly Action<RedisChannel, RedisValue> _handler;

    public RedisWatch(RedisConnector connector, RedisChannel channel, OperationBound bound, TimeProvider time)
    {
        _connector = connector;
        _channel = channel;
        _bound = bound;
        _handler = (_, payload) => HintPayload.Publish(payload!, _broadcast!);
        _broadcast = new HintBroadcast(token => FollowAsync(new PeriodicTimer(HintBroadcast.Interval, time), token));
    }

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) => _broadcast.WatchAsync(prefix, cancellationToken);

    public ValueTask DisposeAsync() => _broadcast.DisposeAsync();

    private async Task FollowAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        using var _ = timer;
        ConnectionMultiplexer? subscribed = null;
        do
        {
            subscribed = await TrySubscribeAsync(subscribed, cancellationToken).ConfigureAwait(false);
            _broadcast.Publish();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <param name="subscribed">The connection that has the subscription; null when none has.</param>
    /// <returns>The one that has it now: the connector may have turned to another server.</returns>
    private async Task<ConnectionMultiplexer?> TrySubscribeAsync(ConnectionMultiplexer? subscribed, CancellationToken cancellationToken)
    {
        try
        {
            return await _bound.RunAsync(
                async token =>
                {
                    var connection = await _connector.ConnectionAsync(token).ConfigureAwait(false);
                    if (connection == subscribed)
                    {
                        return subscribed;
                    }

                    // The driver may keep one that was not confirmed, and would call it twice.
                    var subscriber = connection.GetSubscriber();
                    subscriber.Unsubscribe(_channel, _handler, CommandFlags.FireAndForget);
                    await subscriber.SubscribeAsync(_channel, _handler).ConfigureAwait(false);
                    return connection.IsConnected ? connection : null;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // Watching never fails: consumers poll too, and learn from their reads that the store is away.
            return null;
        }
    }
}
