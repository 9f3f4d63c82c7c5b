using ClusterGateway.Storage.Sqlite;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cluster-store-");
    private readonly FakeTimeProvider _time = new();

    private string File => Path.Combine(_directory.FullName, "deeper", "cluster.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Constructor_Alone_TouchesNothing()
    {
        _ = Open();

        Assert.Empty(_directory.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task FirstUse_NothingThere_CreatesFilesForTheOwnerOnly()
    {
        await using var store = Open();

        await PutAsync(store);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new FileInfo(File).Directory!.UnixFileMode);
        Assert.Equal(
            ["cluster.db", "cluster.db-shm", "cluster.db-wal"], Directory.EnumerateFiles(Path.GetDirectoryName(File)!).Select(Path.GetFileName).Order());
        Assert.All(
            Directory.EnumerateFiles(Path.GetDirectoryName(File)!),
            f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(f).UnixFileMode));
    }

    [Fact]
    public async Task FirstUse_ManyInstancesOnANewFile_CreateItOnce()
    {
        for (var round = 0; round < 5; round++)
        {
            SqliteStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => Open($"{round}.db"))];

            var revisions = await Task.WhenAll(stores.Select(s => Task.Run(() => PutAsync(s))));

            Assert.Equal(8, revisions.Distinct().Count());
            await Task.WhenAll(stores.Select(s => s.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task Expiry_OnItsExactMicrosecond_IsAbsent()
    {
        await using var store = Open();
        await store.CommitAsync(
            new StoreCommit(new StorePut("key", default, StoreCondition.Any, TimeSpan.FromMilliseconds(1))), CancellationToken.None);

        _time.Advance(TimeSpan.FromMicroseconds(999));
        var live = await store.GetAsync("key", CancellationToken.None);
        _time.Advance(TimeSpan.FromMicroseconds(1));

        Assert.Equal(TimeSpan.FromMicroseconds(1), live!.ExpiresIn);
        Assert.Null(await store.GetAsync("key", CancellationToken.None));
    }

    [Fact]
    public async Task Revision_ClockSetBack_StillRises()
    {
        await using var store = Open();
        var before = await PutAsync(store);

        _time.JumpWallClock(TimeSpan.FromDays(-365));

        Assert.Equal(before + 1, await PutAsync(store));
    }

    [Fact]
    public async Task Revision_FileLostAndMadeAnew_StillRises()
    {
        long before;
        await using (var store = Open())
        {
            before = await PutAsync(store);
        }

        Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await using var anew = Open();
        Assert.True(await PutAsync(anew) > before);
    }

    [Fact]
    public async Task Commit_Acknowledged_IsFlushedToTheDisk()
    {
        await using var store = Open();
        await PutAsync(store);

        // What every session sets; a new connection would tell its own setting, so the promise is read from the source of sessions.
        using var session = SqliteSchema.Open(File);
        Assert.Equal(2L, session.Command("PRAGMA synchronous").ExecuteScalar()); // FULL
        Assert.Equal("wal", session.Command("PRAGMA journal_mode").ExecuteScalar());
        Assert.Equal((long)SqliteSchema.Version, session.Command("PRAGMA user_version").ExecuteScalar());
    }

    private SqliteStore Open(string? name = null) => new(
        new StoreOptions("file", $"Data Source={(name is null ? File : Path.Combine(_directory.FullName, name))}")
        {
            OperationTimeout = TimeSpan.FromSeconds(60),
        },
        name is null ? _time : TimeProvider.System);

    private static async Task<long> PutAsync(SqliteStore store) =>
        (await store.CommitAsync(new StoreCommit(new StorePut("key", default, StoreCondition.Any)), CancellationToken.None)).Revision;
}
