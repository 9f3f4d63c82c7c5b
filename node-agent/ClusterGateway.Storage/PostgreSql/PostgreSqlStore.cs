using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>Entries in PostgreSQL 13 or newer, on the primary; also through pgbouncer in transaction mode. Connects at the first operation.</summary>
public sealed class PostgreSqlStore : IClusterStore
{
    // Keys are UTF-8, which never holds this byte.
    private static readonly byte[] BehindAllKeys = [0xFF];

    private readonly StoreOptions _options;
    private readonly TimeProvider _time;
    private readonly PostgreSqlSource _source;
    private readonly PostgreSqlSchema _schema;
    private readonly PostgreSqlWatch _watch;
    private readonly OperationBound _bound;
    private readonly SemaphoreSlim _line = new(1, 1);
    private readonly Spell _full;

    public PostgreSqlStore(StoreOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _source = new PostgreSqlSource(options.Connection, options.OperationTimeout, pooled: true);
        _schema = new PostgreSqlSchema(_source);
        _watch = new PostgreSqlWatch(options, time);
        _full = new Spell(TimeSpan.FromSeconds(5), time);
        _bound = new OperationBound(options.OperationTimeout, time, PostgreSqlFaults.IsUnavailable);
    }

    public StoreCapabilities Capabilities => new(
        "postgresql", SharedAcrossHosts: true, Linearizable: true,
        "Keeps every acknowledged write through a crash, and through a failover to a synchronous standby; "
        + "a failover to an asynchronous one loses its lag.",
        _schema.Warnings);

    /// <summary>What is wrong with a connection string, in sentences; empty when it can be used.</summary>
    public static IReadOnlyList<string> Validate(string connection) => PostgreSqlSource.Validate(connection);

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        StoreKey.Validate(key);
        return QueryAsync(
            PostgreSqlQueries.Get,
            async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) && !reader.IsDBNull(0) ? PostgreSqlRow.Entry(key, reader, 0) : null,
            cancellationToken, StoreKey.Encode(key));
    }

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StorePage.ValidateLimit(limit);
        var (from, to) = Range(prefix);
        return QueryAsync(
            PostgreSqlQueries.List, (reader, token) => PageAsync(reader, limit, token),
            cancellationToken, from, to, StoreKey.Encode(after ?? ""), limit + 1, StorePage.EnoughBytes);
    }

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken)
    {
        var (from, to) = Range(prefix);
        return QueryAsync(
            PostgreSqlQueries.Count,
            async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt64(0) : 0,
            cancellationToken, from, to);
    }

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => RunAsync(
        async token =>
        {
            await using var command = PostgreSqlCommit.Prepare(
                _source, _options.Cluster, commit, _watch.Channel, HintPayload.Of(commit), _options.OperationTimeout);
            await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            return await PostgreSqlCommit.ReadAsync(reader, commit, token).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var (from, to) = Range(prefix);
        return QueryAsync(
            PostgreSqlQueries.Purge, (reader, _) => Task.FromResult(reader.RecordsAffected), cancellationToken, from, to, limit);
    }

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        _watch.WatchAsync(prefix, cancellationToken);

    public async Task<StorePing> PingAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var now = await RunAsync(
            async token =>
            {
                await using var command = _source.CreateCommand(PostgreSqlQueries.Ping);
                return (DateTime)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            },
            cancellationToken).ConfigureAwait(false);
        return new StorePing(now, _time.GetElapsedTime(start));
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _schema.Dispose();
        _line.Dispose();
    }

    private static (byte[] From, byte[] To) Range(string prefix)
    {
        var from = StoreKey.Encode(prefix);
        return (from, StoreKey.EndOfPrefix(from) ?? BehindAllKeys);
    }

    private static async Task<StorePage> PageAsync(NpgsqlDataReader reader, int limit, CancellationToken cancellationToken)
    {
        var entries = new List<StoreEntry>();
        var found = 0L;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && entries.Count < limit)
        {
            entries.Add(PostgreSqlRow.Entry(StoreKey.Decode(reader.GetFieldValue<byte[]>(3)), reader, 0));
            found = reader.GetInt64(4);
        }

        return new StorePage(entries, found > entries.Count ? entries[^1].Key : null);
    }

    private Task<T> QueryAsync<T>(
        string sql, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken, params object[] parameters) => RunAsync(
        async token =>
        {
            await using var command = _source.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter { Value = _options.Cluster });
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            }

            await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            return await read(reader, token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await _bound.RunAsync(token => WhenConnectedAsync(operation, token), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException e)
        {
            Recover(e.InnerException);
            throw;
        }
    }

    private async Task<T> WhenConnectedAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        if (_full.IsOver)
        {
            try
            {
                return await AttemptAsync(operation, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException full) when (PostgreSqlFaults.IsFull(full))
            {
                _full.Begin();
            }
        }

        return await InLineAsync(operation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Where no further connection is to be had, operations go one at a time for a while, with the one that there is: each attempt to connect
    /// costs the server a process, and the driver drops its whole pool when one is refused. They give up before the bound does, so that the
    /// reason is told and nobody takes it for a dead server.
    /// </summary>
    private async Task<T> InLineAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        var since = _time.GetTimestamp();
        var patience = _options.OperationTimeout * 0.8;
        using var turn = new CancellationTokenSource(patience, _time);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, cancellationToken);
            await _line.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (turn.IsCancellationRequested)
        {
            throw new StoreUnavailableException("PostgreSQL lets no further connection in, and those of this agent are all in use");
        }

        try
        {
            while (true)
            {
                try
                {
                    return await AttemptAsync(operation, cancellationToken).ConfigureAwait(false);
                }
                catch (PostgresException full) when (PostgreSqlFaults.IsFull(full) && _time.GetElapsedTime(since) < patience)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50 + (100 * Random.Shared.NextDouble())), _time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _line.Release();
        }
    }

    private async Task<T> AttemptAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        await _schema.EnsureAsync(cancellationToken).ConfigureAwait(false);
        return await operation(cancellationToken).ConfigureAwait(false);
    }

    private void Recover(Exception? cause)
    {
        if (cause is null)
        {
            // Nothing is wrong with the connections that there are.
            return;
        }

        if (PostgreSqlFaults.IsSchemaLost(cause))
        {
            _schema.Forget();
        }
        else if (PostgreSqlFaults.IsConnectionLost(cause))
        {
            // The rest of the pool is dead too; otherwise each connection in it would cost one failure.
            _source.Clear();
        }
    }
}
