using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>One multiplexed connection, made at the first operation; from then on it reconnects by itself.</summary>
internal sealed class RedisConnector(StoreOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile ConnectionMultiplexer? _connection;
    private bool _disposed;
    private int _looking;

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
            return connection;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _connection ??= await ConnectionMultiplexer.ConnectAsync(Configure()).ConfigureAwait(false);
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
        await connection.ConfigureAsync().ContinueWith(
            t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        Volatile.Write(ref _looking, 0);
    }

    private ConfigurationOptions Configure()
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
