using ClusterGateway.Benchmarks.Load;
using Microsoft.Data.Sqlite;

namespace ClusterGateway.Benchmarks.State;

/// <summary>SQLite with synchronous=FULL; the peer runs the store's statements in a loop, each client on a thread and connection of its own.</summary>
internal sealed class RawSqlite : IRawStore
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("benchmark-");

    public string Provider => "sqlite";

    public string Connection => $"Data Source={_directory.FullName}/cluster.db";

    public int? ServerId => null;

    public Task PrepareAsync()
    {
        using var session = new SqliteLoop(Connection);
        session.InOneTransaction(() =>
        {
            for (var i = 1; i <= RawValues.HeldLocks; i++)
            {
                session.Put($"locks/held-{i}", RawValues.Lock, expires: true);
            }
        });
        return Task.CompletedTask;
    }

    public async Task<LoadResult> RunAsync(Operation operation, int clients, TimeSpan duration)
    {
        var start = TimeProvider.System.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Factory.StartNew(
            () => Loop(operation, client, start, duration), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var times = runs.SelectMany(r => r).Order().ToList();
        return new LoadResult(times.Count / duration.TotalSeconds, times[times.Count / 2], times[times.Count * 99 / 100]);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>How long each operation took, in milliseconds.</summary>
    private List<double> Loop(Operation operation, int client, long start, TimeSpan duration)
    {
        using var session = new SqliteLoop(Connection);
        var times = new List<double>();
        for (var i = 0; TimeProvider.System.GetElapsedTime(start) < duration; i++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            Perform(session, operation, $"{start}-{client}-{i / 2}", unlock: i % 2 == 1);
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
        }

        return times;
    }

    private static void Perform(SqliteLoop session, Operation operation, string name, bool unlock)
    {
        var held = $"locks/held-{1 + (Math.Abs(name.GetHashCode(StringComparison.Ordinal)) % RawValues.HeldLocks)}";
        switch (operation)
        {
            case Operation.LockUnlock when unlock:
                session.Commit(() => session.Delete("locks/" + name), "locks/" + name);
                break;
            case Operation.LockUnlock:
                session.Commit(() => session.Put("locks/" + name, RawValues.Lock, expires: true), "locks/" + name);
                break;
            case Operation.Refresh:
                session.Commit(() => session.Put(held, RawValues.Lock, expires: true), held);
                break;
            case Operation.Get:
                session.Get(held);
                break;
            case Operation.Resolve:
                session.Get(held);
                session.Commit(() => session.Put($"link-grants/{name}-{unlock}", RawValues.Grant, expires: true), $"link-grants/{name}-{unlock}");
                break;
            default:
                session.Commit(() => session.Put($"favorites/{name}-{unlock}", RawValues.Favorite, expires: false), $"favorites/{name}-{unlock}");
                break;
        }
    }
}
