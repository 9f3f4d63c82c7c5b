using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>
/// LISTEN on a connection of its own, from the first watcher on. Behind a pooler in transaction mode LISTEN reaches nobody, so
/// there is also a hint at every interval without news: then only the delay grows.
/// </summary>
internal sealed class PostgreSqlWatch : IAsyncDisposable
{
    /// <summary>After a loss: at once, then slower.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];

    private readonly TimeProvider _time;
    private readonly PostgreSqlSource _source;
    private readonly HintBroadcast _broadcast;

    public PostgreSqlWatch(StoreOptions options, TimeProvider time)
    {
        _time = time;
        _source = new PostgreSqlSource(options.Connection, options.OperationTimeout);
        _broadcast = new HintBroadcast(ListenAsync);
        Channel = $"clustergateway_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Cluster)))[..16]}";
    }

    /// <summary>Of letters and digits only.</summary>
    public string Channel { get; }

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) => _broadcast.WatchAsync(prefix, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _broadcast.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested; failures++)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                connection.Notification += (_, e) => HintPayload.Publish(e.Payload, _broadcast);
                await ExecuteAsync(connection, $"listen {Channel}", cancellationToken).ConfigureAwait(false);
                failures = 0;
                await ForwardAsync(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgreSqlFaults.IsUnavailable(e) || e is OperationCanceledException)
            {
                // Watching never fails: consumers poll too, and learn from their reads that the store is away.
            }

            await Task.Delay(Pauses[Math.Min(failures, Pauses.Length - 1)], _time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ForwardAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            // What was committed while nobody listened, or what a pooler lost.
            _broadcast.Publish();
            while (await connection.WaitAsync(HintBroadcast.Interval, cancellationToken).ConfigureAwait(false))
            {
            }

            // A dead connection would stay silent for ever: this fails on it, within the command timeout.
            await ExecuteAsync(connection, "select 1", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
