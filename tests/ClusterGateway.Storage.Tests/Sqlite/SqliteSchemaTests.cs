using ClusterGateway.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ClusterGateway.Storage.Tests.Sqlite;

/// <summary>Files of earlier versions, and the indexes that keep large ones cheap.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cluster-store-");

    private string File => Path.Combine(_directory.FullName, "cluster.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task FirstUse_FileOfTheFirstVersion_IsBroughtUpToDateWithAllItHolds()
    {
        CreateFirstVersion("INSERT INTO cluster VALUES ('old', 77); INSERT INTO entry VALUES ('old', CAST('kept' AS BLOB), x'01', 76, NULL), ('old', CAST('expired' AS BLOB), x'02', 77, 1)");
        SqliteStore[] stores = [.. Enumerable.Range(0, 4).Select(_ => Open())];

        var entries = await Task.WhenAll(stores.Select(s => Task.Run(() => s.GetAsync("kept", CancellationToken.None))));

        Assert.All(entries, e => Assert.Equal(76, e!.Revision));
        Assert.Equal(1, await stores[0].PurgeExpiredAsync("", 10, CancellationToken.None));
        await Task.WhenAll(stores.Select(s => s.DisposeAsync().AsTask()));
        using var session = SqliteSchema.Open(File);
        Assert.Equal((long)SqliteSchema.Version, session.Command("PRAGMA user_version").ExecuteScalar());
        Assert.Equal(1L, session.Command("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'entry_expiry'").ExecuteScalar());
    }

    [Theory]
    [InlineData(SqliteQueries.Purge, "USING INDEX entry_expiry (cluster=? AND expires_at<?)")]
    [InlineData(SqliteQueries.List, "USING INDEX sqlite_autoindex_entry_1 (cluster=? AND key>? AND key<?)")]
    [InlineData(SqliteQueries.Count, "USING INDEX sqlite_autoindex_entry_1 (cluster=? AND key>? AND key<?)")]
    public void Questions_BelowAPrefix_AreBoundedByAnIndex(string sql, string expected)
    {
        using var session = SqliteSchema.Open(File);
        using var reader = session.Command($"EXPLAIN QUERY PLAN {sql}", "c", 0L, new byte[] { 1 }, new byte[] { 2 }, 10).ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
        {
            plan.Add(reader.GetString(3));
        }

        Assert.Contains(plan, step => step.EndsWith(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private SqliteStore Open() => new(new StoreOptions("old", $"Data Source={File}") { OperationTimeout = TimeSpan.FromSeconds(60) }, TimeProvider.System);

    private void CreateFirstVersion(string content)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"{EmbeddedText.Read("Sqlite", "Schema.1.sql")}; PRAGMA user_version = 1; {content}";
        command.ExecuteNonQuery();
    }
}
