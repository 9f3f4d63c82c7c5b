using ClusterGateway.Storage.Sqlite;
using ClusterGateway.Testing.Waiting;
using Microsoft.Data.Sqlite;

namespace ClusterGateway.Storage.Tests.Sqlite;

/// <summary>What an outage is where there is no server: a file that cannot be used, or one that another process keeps locked.</summary>
public sealed class SqliteOutageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cluster-store-");
    private readonly List<SqliteStore> _opened = [];

    private string File => Path.Combine(_directory.FullName, "data", "cluster.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Commit_AnotherProcessKeepsTheLock_IsUnavailableInTimeWhileReadsGoOn()
    {
        await CommitAsync(Open(TimeSpan.FromSeconds(30)), "before");
        var store = Open(TimeSpan.FromMilliseconds(700));
        using (var stuck = Lock())
        {
            var start = TimeProvider.System.GetTimestamp();
            var commits = Enumerable.Range(0, 100).Select(i => Record.ExceptionAsync(() => CommitAsync(store, $"{i}"))).ToArray();

            // A hundred waiting commits hold no threads that reading would need.
            Assert.NotNull(await Eventually.CompletesAsync(store.GetAsync("before", CancellationToken.None), "a read"));
            Assert.Equal(1, await store.CountAsync("", CancellationToken.None));
            var answers = await Eventually.CompletesAsync(Task.WhenAll(commits), "all gave up");

            Assert.All(answers, a => Assert.IsType<StoreUnavailableException>(a));
            Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(600), "it waited for the lock");
        }

        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => CommitAsync(store, "after")) is null, "the same store works again");
        Assert.Equal(2, await store.CountAsync("", CancellationToken.None));
    }

    [Fact]
    public async Task Commit_CanceledWhileItWaitsForTheLock_EndsAtOnceAndIsNotDoneLater()
    {
        var store = Open(TimeSpan.FromSeconds(60));
        await CommitAsync(store, "before");
        using (var stuck = Lock())
        {
            using var cancel = new CancellationTokenSource();
            var commit = store.CommitAsync(new StoreCommit(Put("canceled")), cancel.Token);
            await cancel.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Eventually.CompletesAsync(commit, "the commit ended"));
        }

        await CommitAsync(store, "after");
        Assert.Null(await store.GetAsync("canceled", CancellationToken.None));
    }

    [Fact]
    public async Task Use_PathBlocked_IsUnavailableUntilItIsNot()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_directory.FullName, "data"), "a file where the directory should be");
        var store = Open();

        var commit = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(store, "key"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetAsync("key", CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.PingAsync(CancellationToken.None));
        Assert.Contains(File, commit.Message, StringComparison.Ordinal);
        System.IO.File.Delete(Path.Combine(_directory.FullName, "data"));

        await CommitAsync(store, "key");
    }

    [Fact]
    public async Task Use_FileOfSomethingElse_IsUnavailableAndLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(Open(), "key"));

        Assert.Equal(new string('x', 5000), await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Use_SchemaOfANewerVersion_IsUnavailableAndSaysWhatToDo()
    {
        await CommitAsync(Open(), "key");
        using (var newer = Connect())
        {
            Execute(newer, "PRAGMA user_version = 99");
        }

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(Open(), "key"));

        Assert.Contains("schema 99", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Use_FileDeletedAndMadeAgainByAnother_NeverServesTheOldOne()
    {
        var old = Open();
        await CommitAsync(old, "lost");
        Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
        var other = Open();
        await CommitAsync(other, "new");

        Assert.Null(await old.GetAsync("lost", CancellationToken.None));
        await CommitAsync(old, "by the old");

        Assert.NotNull(await other.GetAsync("by the old", CancellationToken.None));
        Assert.Equal(2, await other.CountAsync("", CancellationToken.None));
    }

    [Fact]
    public async Task Watch_FileComesBackAfterAnOutage_GivesAHint()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_directory.FullName, "data"), "a file where the directory should be");
        var store = Open();
        await using var hints = store.WatchAsync("w/", CancellationToken.None).GetAsyncEnumerator();
        var hint = hints.MoveNextAsync().AsTask();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.PingAsync(CancellationToken.None));
        Assert.False(hint.IsCompleted);

        System.IO.File.Delete(Path.Combine(_directory.FullName, "data"));

        Assert.True(await Eventually.CompletesAsync(hint, "a hint after the outage"));
    }

    private static StorePut Put(string key) => new(key, default, StoreCondition.Any);

    private static async Task CommitAsync(SqliteStore store, string key) =>
        Assert.True((await store.CommitAsync(new StoreCommit(Put(key)), CancellationToken.None)).Committed);

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteStore Open(TimeSpan? timeout = null)
    {
        var options = new StoreOptions("outage", $"Data Source={File}") { OperationTimeout = timeout ?? TimeSpan.FromSeconds(10) };
        var store = new SqliteStore(options, TimeProvider.System);
        _opened.Add(store);
        return store;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Another writer that never finishes, until it is disposed of.</summary>
    private SqliteConnection Lock()
    {
        var connection = Connect();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }
}
