using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>
/// Entries in Redis 5 or newer, or what speaks like it. Every operation is one script, atomic on the master; expiry is ours, by the
/// server's clock, so that Redis' own background expiry never decides anything. Connects at the first operation.
/// </summary>
public sealed class RedisStore : IClusterStore
{
    private const int PurgeBatch = 1000;

    private readonly TimeProvider _time;
    private readonly RedisKeys _keys;
    private readonly RedisConnector _connector;
    private readonly RedisPromises _promises = new();
    private readonly OperationBound _bound;
    private readonly RedisWatch _watch;

    public RedisStore(StoreOptions options, TimeProvider time)
    {
        _time = time;
        _keys = new RedisKeys(options.Cluster);
        _connector = new RedisConnector(options, time);
        _bound = new OperationBound(options.OperationTimeout, time, RedisFaults.IsUnavailable);
        _watch = new RedisWatch(_connector, _keys.Channel, _bound, time);
    }

    public StoreCapabilities Capabilities => new(
        "redis", SharedAcrossHosts: true, Linearizable: false,
        "Atomic on one server, but a crash loses about the last second of acknowledged writes (appendfsync everysec; none with always), "
        + "and a failover to a replica loses its lag: a lock or lease may then be granted twice.",
        _promises.Broken);

    /// <summary>What is wrong with a connection string, in sentences; empty when it can be used.</summary>
    public static IReadOnlyList<string> Validate(string connection) => RedisConnector.Validate(connection);

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        StoreKey.Validate(key);
        return RunAsync(
            async database =>
            {
                var reply = await RedisScript.Get.RunAsync(database, [_keys.Entry(key)]).ConfigureAwait(false);
                return reply.IsNull ? null : RedisReply.Entry(key, RedisReply.Items(reply), 0);
            },
            cancellationToken);
    }

    public async Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StorePage.ValidateLimit(limit);
        var entries = new List<StoreEntry>();
        long bytes = 0;
        for (var cursor = after; ;)
        {
            // One more than wanted, to see whether more follow.
            var part = await PartAsync(prefix, cursor, limit + 1 - entries.Count, cancellationToken).ConfigureAwait(false);
            foreach (var entry in part.Entries)
            {
                if (entries.Count == limit || (bytes > 0 && bytes + entry.Value.Length > StorePage.EnoughBytes))
                {
                    return new StorePage(entries, entries[^1].Key);
                }

                entries.Add(entry);
                bytes += entry.Value.Length;
            }

            cursor = part.Next;
            if (cursor is null)
            {
                return new StorePage(entries, null);
            }
        }
    }

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken)
    {
        var (from, to) = RedisKeys.Range(prefix, null);
        return RunAsync(
            async database => (long)await RedisScript.Count.RunAsync(database, [_keys.Index, _keys.Expiry], from, to, prefix).ConfigureAwait(false),
            cancellationToken);
    }

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        RunAsync(database => RedisCommit.RunAsync(database, _keys, commit), cancellationToken);

    public async Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        for (var removed = 0; ;)
        {
            // In steps: a script holds up everybody else.
            var step = Math.Min(limit - removed, PurgeBatch);
            var more = await RunAsync(
                async database => (int)await RedisScript.Purge.RunAsync(
                    database, [_keys.Index, _keys.Expiry, _keys.Entries], prefix, step).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            removed += more;
            if (more < step || removed == limit)
            {
                return removed;
            }
        }
    }

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        _watch.WatchAsync(prefix, cancellationToken);

    public async Task<StorePing> PingAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var now = await RunAsync(
            async database =>
            {
                var reply = RedisReply.Items(await database.ExecuteAsync("TIME", [], CommandFlags.DemandMaster).ConfigureAwait(false));
                var seconds = RedisReply.Number((string?)reply[0]);
                return DateTimeOffset.FromUnixTimeSeconds(seconds).AddMicroseconds(RedisReply.Number((string?)reply[1]));
            },
            cancellationToken).ConfigureAwait(false);
        return new StorePing(now, _time.GetElapsedTime(start));
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _connector.DisposeAsync().ConfigureAwait(false);
    }

    private Task<StorePage> PartAsync(string prefix, string? after, int wanted, CancellationToken cancellationToken)
    {
        var (from, to) = RedisKeys.Range(prefix, after);
        return RunAsync(
            async database =>
            {
                var reply = RedisReply.Items(await RedisScript.List.RunAsync(
                    database, [_keys.Index, _keys.Entries], from, to, wanted, StorePage.EnoughBytes).ConfigureAwait(false));
                var cursor = StoreKey.Decode((byte[])reply[0]!);
                return new StorePage([.. reply.Skip(1).Select(Listed)], cursor.Length == 0 ? null : cursor);
            },
            cancellationToken);
    }

    private static StoreEntry Listed(RedisResult item)
    {
        var fields = RedisReply.Items(item);
        return RedisReply.Entry(StoreKey.Decode((byte[])fields[3]!), fields, 0);
    }

    private async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await _bound.RunAsync(
                async token =>
                {
                    var database = await _connector.DatabaseAsync(token).ConfigureAwait(false);
                    await _promises.CheckAsync(database).ConfigureAwait(false);
                    token.ThrowIfCancellationRequested();
                    return await operation(database).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException e) when (RedisFaults.IsMasterLost(e.InnerException))
        {
            _connector.LookAgain();
            throw;
        }
    }
}
