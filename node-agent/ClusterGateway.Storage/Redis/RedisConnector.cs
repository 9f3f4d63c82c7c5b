using System.Net;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>
/// One multiplexed connection, made at the first operation; from then on it reconnects by itself. With <c>serviceName</c> the servers of the
/// connection string are sentinels, and it is a connection to the master that they name.
/// </summary>
internal sealed class RedisConnector : IAsyncDisposable
{
    /// <summary>A master that was replaced may go on answering those whom it can still reach.</summary>
    private static readonly TimeSpan AskSentinelsAgain = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConfigurationOptions _configuration;
    private readonly RedisSentinels? _sentinels;
    private readonly TimeProvider _time;
    private volatile ConnectionMultiplexer? _connection;
    private long _looked;
    private bool _disposed;
    private int _looking;

    public RedisConnector(StoreOptions options, TimeProvider time)
    {
        _time = time;
        _configuration = Configure(options);
        _sentinels = string.IsNullOrEmpty(_configuration.ServiceName) ? null : new RedisSentinels(_configuration, time);
    }

    /// <summary>Every mistake that can be seen without connecting.</summary>
    public static IReadOnlyList<string> Validate(string connection)
    {
        try
        {
            return string.IsNullOrWhiteSpace(connection) || ConfigurationOptions.Parse(connection).EndPoints.Count == 0
                ? ["the connection string names no server; for example redis1:6379,redis2:6379,password=…"]
                : [];
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return [$"the connection string is not one of StackExchange.Redis: {e.Message}"];
        }
    }

    public async Task<IDatabase> DatabaseAsync(CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(cancellationToken).ConfigureAwait(false);
        return connection.GetDatabase();
    }

    public async Task<ConnectionMultiplexer> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { } connection)
        {
            if (_sentinels is not null && _time.GetElapsedTime(Volatile.Read(ref _looked)) >= AskSentinelsAgain)
            {
                LookAgain();
            }

            return connection;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connection ??= await ConnectAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks which of the servers is the master now; once at a time, however many operations fail meanwhile.</summary>
    public void LookAgain()
    {
        if (_connection is { } connection && Interlocked.Exchange(ref _looking, 1) == 0)
        {
            _ = LookAsync(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        if (_connection is { } connection)
        {
            // Without waiting for commands that run: nobody asks for their answers any more.
            connection.Close(allowCommandsToComplete: false);
        }

        _gate.Release();
    }

    private async Task LookAsync(ConnectionMultiplexer connection)
    {
        var looked = _sentinels is null ? connection.ConfigureAsync() : FollowMasterAsync(connection, _sentinels);
        await looked.ContinueWith(
            t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        Volatile.Write(ref _looked, _time.GetTimestamp());
        Volatile.Write(ref _looking, 0);
    }

    private async Task FollowMasterAsync(ConnectionMultiplexer connection, RedisSentinels sentinels)
    {
        var master = await sentinels.FindMasterAsync().ConfigureAwait(false);
        if (connection.GetEndPoints().Contains(master))
        {
            return;
        }

        var next = await ConnectAsync(master).ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        if (!_disposed)
        {
            (_connection, next) = (next, connection);
        }

        _gate.Release();
        next.Close(allowCommandsToComplete: false);
    }

    private async Task<ConnectionMultiplexer> ConnectAsync() => _sentinels is null
        ? await ConnectionMultiplexer.ConnectAsync(_configuration).ConfigureAwait(false)
        : await ConnectAsync(await _sentinels.FindMasterAsync().ConfigureAwait(false)).ConfigureAwait(false);

    private Task<ConnectionMultiplexer> ConnectAsync(EndPoint master)
    {
        var configuration = _configuration.Clone();
        configuration.ServiceName = null;
        configuration.EndPoints.Clear();
        configuration.EndPoints.Add(master);
        return ConnectionMultiplexer.ConnectAsync(configuration);
    }

    private static ConfigurationOptions Configure(StoreOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.Connection);
        var bound = (int)options.OperationTimeout.TotalMilliseconds;

        // An unreachable store is waited for.
        configuration.AbortOnConnectFail = false;
        configuration.ConnectTimeout = Math.Min(configuration.ConnectTimeout, Math.Max(100, bound / 2));

        // After so long without an answer the driver gives the connection up and makes another.
        configuration.SyncTimeout = bound;
        configuration.ConfigCheckSeconds = Math.Min(configuration.ConfigCheckSeconds, 5);
        configuration.ClientName ??= "clustergateway";
        return configuration;
    }
}
