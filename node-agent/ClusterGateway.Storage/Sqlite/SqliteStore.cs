using System.Runtime.CompilerServices;

namespace ClusterGateway.Storage.Sqlite;

/// <summary>
/// The embedded store of a cluster on one machine: any number of processes share one file, in WAL mode. Its clock is the machine's.
/// Several clusters may share a file. The file, its directory and its schema come into being with the first use.
/// </summary>
public sealed class SqliteStore : IClusterStore
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(200);

    private readonly string _cluster;
    private readonly TimeProvider _time;
    private readonly SqliteDatabase _database;

    /// <exception cref="ArgumentException">The connection string names no usable file; <see cref="Validate"/> says it in advance.</exception>
    public SqliteStore(StoreOptions options, TimeProvider time)
    {
        var path = SqliteLocation.Parse(options.Connection, out var errors)
            ?? throw new ArgumentException(string.Join(' ', errors), nameof(options));
        _cluster = options.Cluster;
        _time = time;
        _database = new SqliteDatabase(path, options.OperationTimeout, time);
        Capabilities = new StoreCapabilities(
            "sqlite", SharedAcrossHosts: false, Linearizable: true,
            "No acknowledged write is lost, neither when a process is killed nor when power fails (synchronous=FULL), while the disk is sound.",
            Warnings: SqliteLocation.ValidateMount(path));
    }

    public StoreCapabilities Capabilities { get; }

    /// <summary>What is wrong with a connection string, in sentences; empty when nothing is. It opens nothing and creates nothing.</summary>
    public static IReadOnlyList<string> Validate(string connection) =>
        SqliteLocation.Parse(connection, out var errors) is { } path ? SqliteLocation.ValidateMount(path) : errors;

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken)
    {
        StoreKey.Validate(key);
        return ReadAsync(entries => entries.Find(key), cancellationToken);
    }

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        StorePage.ValidateLimit(limit);
        return ReadAsync(entries => entries.List(prefix, after, limit), cancellationToken);
    }

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) =>
        ReadAsync(entries => entries.Count(prefix), cancellationToken);

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => _database.WriteAsync(
        session =>
        {
            var result = SqliteCommit.Execute(session, _cluster, commit, SqliteClock.Now(_time));
            return (result.Committed, result);
        },
        cancellationToken);

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return _database.WriteAsync(
            session =>
            {
                var purged = new SqliteEntries(session, _cluster, SqliteClock.Now(_time)).Purge(prefix, limit);
                return (purged > 0, purged);
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<StoreHint> WatchAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // SQLite tells other processes nothing, so this asks. The first look gives a hint too: it says that the watch has begun.
        var watch = new SqliteWatch(prefix);
        while (true)
        {
            if (await LookAsync(watch, cancellationToken).ConfigureAwait(false))
            {
                yield return default;
            }

            await Task.Delay(WatchInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<StorePing> PingAsync(CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        await ReadAsync(entries => entries.LastRevision(), cancellationToken).ConfigureAwait(false);
        return new StorePing(_time.GetUtcNow(), _time.GetElapsedTime(start));
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<bool> LookAsync(SqliteWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(watch.HasChanged, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private Task<T> ReadAsync<T>(Func<SqliteEntries, T> read, CancellationToken cancellationToken) => _database.ReadAsync(
        session => read(new SqliteEntries(session, _cluster, SqliteClock.Now(_time))), cancellationToken);
}
