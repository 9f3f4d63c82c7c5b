using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClusterGateway.Storage.Sqlite;

/// <summary>
/// Runs work on sessions, bounded in time and in number. SQLite blocks its thread, so all of it goes to the pool, and never more than
/// five threads at once: four readers, who wait for nobody in WAL mode, and one writer. Waiting for another process's write lock holds no
/// thread at all. Otherwise a stuck writer elsewhere would take every thread of the pool, and the agent's whole HTTP side with it.
/// </summary>
internal sealed class SqliteDatabase(string path, TimeSpan timeout, TimeProvider time) : IAsyncDisposable
{
    private const int Readers = 4;

    private readonly SemaphoreSlim _readers = new(Readers, Readers);
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) => BoundedAsync(
        token => InLaneAsync(_readers, () => UseAsync(read, token), token), cancellationToken);

    /// <param name="write">Answers whether to commit what it did.</param>
    public Task<T> WriteAsync<T>(Func<SqliteSession, (bool Commit, T Answer)> write, CancellationToken cancellationToken) => BoundedAsync(
        token => InLaneAsync(_writer, () => TransactAsync(write, token), token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Task.Run(() =>
        {
            // Closing the last connection writes back the log: blocking work too.
            while (_idle.TryTake(out var session))
            {
                session.Dispose();
            }
        }).ConfigureAwait(false);
    }

    private static async Task<T> InLaneAsync<T>(SemaphoreSlim lane, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await lane.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            lane.Release();
        }
    }

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        using var patience = new CancellationTokenSource(timeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var running = work(bound.Token);
        try
        {
            return await running.WaitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreUnavailableException(
                $"'{path}' gave no answer within {timeout.TotalSeconds:0.#} s: another process keeps it locked, or the disk does not answer");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"'{path}' cannot be used: {e.Message}", e);
        }
        finally
        {
            Forget(running);
        }
    }

    /// <summary>What nobody waits for any more must not surface as an unobserved exception.</summary>
    private static void Forget(Task task) => task.ContinueWith(
        t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private async Task<T> TransactAsync<T>(Func<SqliteSession, (bool Commit, T Answer)> write, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (begun, answer) = await UseAsync(session => Transact(session, write, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (begun)
            {
                return answer;
            }

            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static (bool Begun, T Answer) Transact<T>(
        SqliteSession session, Func<SqliteSession, (bool Commit, T Answer)> write, CancellationToken cancellationToken)
    {
        if (!session.TryBegin())
        {
            return (false, default!);
        }

        var (commit, answer) = write(session);
        if (commit)
        {
            // Nobody waits for it any more: better not done than done late.
            cancellationToken.ThrowIfCancellationRequested();
            session.Commit();
        }
        else
        {
            session.Rollback();
        }

        return (true, answer);
    }

    /// <summary>Writers elsewhere hold the lock for the time of a disk flush; uneven pauses, so that processes do not march in step.</summary>
    private Task PauseAsync(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(1 + (4 * Random.Shared.NextDouble())), time, cancellationToken);

    private async Task<T> UseAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (opened, answer) = await Task.Run(() => Use(work), CancellationToken.None).ConfigureAwait(false);
            if (opened)
            {
                return answer;
            }

            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (bool Opened, T Answer) Use<T>(Func<SqliteSession, T> work)
    {
        if (TryRent() is not { } session)
        {
            return (false, default!);
        }

        try
        {
            var answer = work(session);
            Return(session);
            return (true, answer);
        }
        catch
        {
            // Closing rolls back whatever was open.
            session.Dispose();
            throw;
        }
    }

    /// <summary>Null while another process that opens the file at the same time keeps all others out: it recovers it, or makes its tables.</summary>
    private SqliteSession? TryRent()
    {
        while (_idle.TryTake(out var session))
        {
            if (!session.HasMoved)
            {
                return session;
            }

            session.Dispose();
        }

        try
        {
            return SqliteSchema.Open(path);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            return null;
        }
    }

    private void Return(SqliteSession session)
    {
        _idle.Add(session);
        if (_disposed && _idle.TryTake(out var late))
        {
            late.Dispose();
        }
    }
}
