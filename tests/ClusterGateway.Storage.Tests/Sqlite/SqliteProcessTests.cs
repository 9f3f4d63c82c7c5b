using System.Text;
using ClusterGateway.Storage.Sqlite;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Sqlite;

/// <summary>Several real processes on one file.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cluster-store-");

    private string Connection => $"Data Source={Path.Combine(_directory.FullName, "cluster.db")}";

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Kill_InTheMidstOfWriting_LosesNothingAcknowledgedAndLeavesNoHalfCommit()
    {
        for (var round = 0; round < 3; round++)
        {
            WriterProcess[] writers = [.. Enumerable.Range(0, 3).Select(w => new WriterProcess("pairs", Connection, $"{round}-{w}"))];
            try
            {
                await Eventually.TrueAsync(
                    () => writers.All(w => w.Lines.Count > 20) || writers.Any(w => w.HasExited),
                    "each writer wrote twenty pairs", TimeSpan.FromSeconds(60));
                Assert.All(writers, w => Assert.False(w.HasExited, $"a writer gave up: {w.Errors}"));
                await Task.WhenAll(writers.Select(w => w.KillAsync()));
                for (var w = 0; w < writers.Length; w++)
                {
                    await AssertKeptAsync($"{round}-{w}", writers[w].Lines.Count);
                }
            }
            finally
            {
                Array.ForEach(writers, w => w.Dispose());
            }
        }
    }

    [Fact]
    public async Task CompareAndSet_InSeveralProcessesThatCreateTheFileTogether_CountsExactly()
    {
        WriterProcess[] writers = [.. Enumerable.Range(0, 4).Select(_ => new WriterProcess("count", Connection, "50"))];
        try
        {
            var exits = Task.WhenAll(writers.Select(w => w.ExitAsync(CancellationToken.None)));
            Assert.All(await Eventually.CompletesAsync(exits, "all counted", TimeSpan.FromSeconds(60)), code => Assert.Equal(0, code));
        }
        finally
        {
            Array.ForEach(writers, w => w.Dispose());
        }

        await using var store = Open();
        var counter = await store.GetAsync("counter", CancellationToken.None);
        Assert.Equal("200", Encoding.UTF8.GetString(counter!.Value.Span));
    }

    [Fact]
    public async Task Commit_WhileOthersWriteWithoutAPause_GetsItsTurn()
    {
        using var one = new WriterProcess("flood", Connection, "one");
        using var two = new WriterProcess("flood", Connection, "two");
        await Eventually.TrueAsync(() => one.Lines.Count > 0 && two.Lines.Count > 0, "both write", TimeSpan.FromSeconds(60));
        await using var store = Open();
        var start = TimeProvider.System.GetTimestamp();
        var written = one.Lines.Count;

        for (var i = 0; i < 20; i++)
        {
            await store.CommitAsync(new StoreCommit(new StorePut("lease", default, StoreCondition.Any)), CancellationToken.None);
        }

        // A turn is a matter of milliseconds; on a starved machine of some more.
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(40));
        await Eventually.TrueAsync(() => one.Lines.Count > written, "the others went on");
    }

    private SqliteStore Open() => new(
        new StoreOptions(WriterProgram.Cluster, Connection) { OperationTimeout = TimeSpan.FromSeconds(30) }, TimeProvider.System);

    /// <summary>Numbers are acknowledged in order; the one behind the last may have been committed without an answer.</summary>
    private async Task AssertKeptAsync(string name, int acknowledged)
    {
        await using var store = Open();
        for (var i = 0; i <= acknowledged; i++)
        {
            var a = await store.GetAsync($"{name}/{i}/a", CancellationToken.None);
            var b = await store.GetAsync($"{name}/{i}/b", CancellationToken.None);
            Assert.Equal(a?.Revision, b?.Revision);
            Assert.True(a is not null || i == acknowledged, $"pair {i} of {acknowledged} acknowledged is lost");
        }

        Assert.Null(await store.GetAsync($"{name}/{acknowledged + 1}/a", CancellationToken.None));
    }
}
