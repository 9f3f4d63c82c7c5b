using Npgsql;

namespace ClusterGateway.Storage.PostgreSql;

/// <summary>
/// The connections that operations share. Unlike the driver's pool it connects for whoever comes next and not for one operation: an
/// operation that gives up waiting ends no attempt. Otherwise a server that needs longer to accept a connection than operations have
/// patience would accept only connections that nobody wants any more, and the more of them, the longer (docs/decisions/0009).
/// </summary>
internal sealed class PostgreSqlPool(PostgreSqlSource source, TimeProvider time) : IAsyncDisposable
{
    /// <summary>How old the last attempt must be before one more begins beside so many others: the network may have swallowed them.</summary>
    private static readonly TimeSpan[] Hung = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)];

    /// <summary>How long a server that let no further connection in is left alone, as long as there is one to go on with.</summary>
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<(NpgsqlConnection Connection, long Since)> _idle = [];
    private readonly Queue<Waiter> _waiting = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<NpgsqlConnection> _known = [];
    private int _attempts;
    private long _attemptBegan;
    private long? _fullSince;

    /// <summary>Runs <paramref name="use"/> with a connection of its own for that time.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        var connection = await RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(connection, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ReturnAsync(connection).ConfigureAwait(false);
        }
    }

    /// <summary>Gives up all connections that are open now, those in use when they come back.</summary>
    public async ValueTask ClearAsync()
    {
        List<NpgsqlConnection> idle;
        lock (_lock)
        {
            idle = [.. _idle.Select(i => i.Connection)];
            _idle.Clear();
            _known.Clear();
        }

        foreach (var connection in idle)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_closing.IsCancellationRequested)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            _closing.Dispose();
        }

        await ClearAsync().ConfigureAwait(false);
    }

    private async Task<NpgsqlConnection> RentAsync(CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (_idle.Count > 0)
            {
                var (connection, _) = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                return connection;
            }

            waiter = new Waiter(time.GetTimestamp());
            _waiting.Enqueue(waiter);
            ConnectIfWanted();
        }

        await using var giveUp = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        return await waiter.Task.ConfigureAwait(false);
    }

    private async ValueTask ReturnAsync(NpgsqlConnection connection)
    {
        List<NpgsqlConnection> superfluous = [];
        lock (_lock)
        {
            if (!_known.Contains(connection) || connection.State != System.Data.ConnectionState.Open)
            {
                _known.Remove(connection);
                superfluous.Add(connection);
                ConnectIfWanted();
            }
            else if (!HandOver(connection))
            {
                _idle.Add((connection, time.GetTimestamp()));
                superfluous.AddRange(TakeSuperfluous());
            }
        }

        foreach (var one in superfluous)
        {
            await one.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Those that were not needed for a while: the last one to come back is the first one to go out.</summary>
    private IEnumerable<NpgsqlConnection> TakeSuperfluous()
    {
        while (_idle is [var (connection, since), ..] && _known.Count > source.LeastConnections && time.GetElapsedTime(since) >= source.IdleLifetime)
        {
            _idle.RemoveAt(0);
            _known.Remove(connection);
            yield return connection;
        }
    }

    private bool HandOver(NpgsqlConnection connection)
    {
        while (_waiting.TryDequeue(out var waiter))
        {
            if (waiter.TrySetResult(connection))
            {
                return true;
            }
        }

        return false;
    }

    private void ConnectIfWanted()
    {
        while (_waiting.TryPeek(out var first) && first.Task.IsCompleted)
        {
            _waiting.Dequeue();
        }

        var mayConnect = _known.Count + _attempts < source.MostConnections
            && time.GetElapsedTime(_attemptBegan) >= Hung[Math.Min(_attempts, Hung.Length - 1)]
            && (_fullSince is not { } since || _known.Count == 0 || time.GetElapsedTime(since) >= LeaveAlone);
        if (_waiting.Count > 0 && mayConnect && !_closing.IsCancellationRequested)
        {
            _attempts++;
            _attemptBegan = time.GetTimestamp();
            _ = Task.Run(ConnectAsync, CancellationToken.None);
        }
    }

    private async Task ConnectAsync()
    {
        try
        {
            var connection = await source.OpenConnectionAsync(_closing.Token).ConfigureAwait(false);
            Connected(connection);
            if (_closing.IsCancellationRequested)
            {
                await ClearAsync().ConfigureAwait(false);
            }
        }
        catch (PostgresException full) when (PostgreSqlFaults.IsFull(full))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50 + (100 * Random.Shared.NextDouble())), time, CancellationToken.None).ConfigureAwait(false);
            Refused(full, waitedLongerThan: source.Patience);
        }
#pragma warning disable CA1031 // Whatever it is, it is told to those who wait.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Refused(e, waitedLongerThan: TimeSpan.Zero);
        }
    }

    private void Connected(NpgsqlConnection connection)
    {
        lock (_lock)
        {
            _attempts--;
            _fullSince = null;
            _known.Add(connection);
            if (!HandOver(connection))
            {
                _idle.Add((connection, time.GetTimestamp()));
            }

            ConnectIfWanted();
        }
    }

    /// <summary>
    /// Whom a full server refused waits for a connection that comes back, or for the next attempt, and is told the reason before its
    /// patience ends, so that nobody takes the server for dead.
    /// </summary>
    private void Refused(Exception reason, TimeSpan waitedLongerThan)
    {
        lock (_lock)
        {
            _attempts--;
            _fullSince = PostgreSqlFaults.IsFull(reason) ? time.GetTimestamp() : null;
            while (_waiting.TryPeek(out var waiter) && time.GetElapsedTime(waiter.Since) >= waitedLongerThan)
            {
                _waiting.Dequeue();
                waiter.TrySetException(reason);
            }

            ConnectIfWanted();
        }
    }

    private sealed class Waiter(long since) : TaskCompletionSource<NpgsqlConnection>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
