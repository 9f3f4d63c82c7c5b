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
    private readonly PostgreSqlPool _pool;
    private readonly PostgreSqlSchema _schema;
    private readonly PostgreSqlWatch _watch;
    private readonly OperationBound _bound;

    public PostgreSqlStore(StoreOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _source = new PostgreSqlSource(options.Connection, options.OperationTimeout);
        _pool = new PostgreSqlPool(_source, time);
        _schema = new PostgreSqlSchema();
        _watch = new PostgreSqlWatch(options, time);
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
        async (connection, token) =>
        {
            await using var command = PostgreSqlCommit.Prepare(
                connection, _options.Cluster, commit, _watch.Channel, HintPayload.Of(commit), _options.OperationTimeout);
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
            async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(PostgreSqlQueries.Ping, connection);
                return (DateTime)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            },
            cancellationToken).ConfigureAwait(false);
        return new StorePing(now, _time.GetElapsedTime(start));
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _pool.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        _schema.Dispose();
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
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = _options.Cluster });
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            }

            await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
            return await read(reader, token).ConfigureAwait(false);
        },
        cancellationToken);

    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await _bound.RunAsync(token => _pool.UseAsync(WithSchemaAsync, token), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException e)
        {
            await RecoverAsync(e.InnerException).ConfigureAwait(false);
            throw;
        }

        async Task<T> WithSchemaAsync(NpgsqlConnection connection, CancellationToken token)
        {
            await _schema.EnsureAsync(connection, token).ConfigureAwait(false);
            return await operation(connection, token).ConfigureAwait(false);
        }
    }

    private async ValueTask RecoverAsync(Exception? cause)
    {
        if (PostgreSqlFaults.IsSchemaLost(cause))
        {
            _schema.Forget();
        }
        else if (PostgreSqlFaults.IsConnectionLost(cause))
        {
            // The rest of the pool is dead too; otherwise each connection in it would cost one failure.
            await _pool.ClearAsync().ConfigureAwait(false);
        }
    }
}
