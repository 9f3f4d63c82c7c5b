using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;
using Npgsql;

namespace ClusterGateway.Storage.Tests.PostgreSql;

public sealed class PostgreSqlCommitTests(PostgreSqlFixture fixture) : ServerTests(fixture), IClassFixture<PostgreSqlFixture>
{
    [Fact]
    public async Task Commit_Each_IsOneStatement()
    {
        var server = Use(await PostgresServer.CreateAsync("log_statement=all"));
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "first contact");
        var before = server.Output.Length;

        for (var i = 0; i < 5; i++)
        {
            await PutAsync(store, $"key/{i}");
        }

        await Eventually.TrueAsync(() => Statements(server).Count(s => s.Contains(".commit(", StringComparison.Ordinal)) == 6, "six commits were logged");
        var others = server.Output[before..].Split('\n').Where(l => l.Contains("LOG:", StringComparison.Ordinal) && !l.Contains(".commit(", StringComparison.Ordinal));

        Assert.Empty(others);
    }

    [Fact]
    public async Task Commit_SameKeysInEveryOrder_NeverDeadlocks()
    {
        var options = fixture.NewCluster() with { OperationTimeout = TimeSpan.FromSeconds(30) };
        IClusterStore[] stores = [Open(options), Open(options)];
        string[] keys = [.. Enumerable.Range(0, 6).Select(i => $"key/{i}")];

        await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            var random = new Random(w);
            for (var i = 0; i < 20; i++)
            {
                random.Shuffle(keys = [.. keys]);
                var operations = keys.Take(4).Select<string, StoreOperation>((k, n) => n switch
                {
                    0 => new StoreCheck(k, StoreCondition.Any),
                    1 => new StoreDelete(k, StoreCondition.Any),
                    _ => Put(k, timeToLive: TimeSpan.FromMilliseconds(1)),
                }).ToArray();
                Assert.True((await stores[w % 2].CommitAsync(new StoreCommit(operations), Token)).Committed);
                await stores[w % 2].PurgeExpiredAsync("", 10, Token);
            }
        })));
    }

    [Fact]
    public async Task Commit_BlockedByALock_GivesUpAndIsNotCarriedOutLater()
    {
        // A database of its own: the lock below stops everybody in it.
        var options = fixture.NewCluster() with { Connection = await fixture.Server.CreateDatabaseAsync(), OperationTimeout = TimeSpan.FromSeconds(1) };
        await PutAsync(Open(options with { OperationTimeout = TimeSpan.FromSeconds(30) }), "first contact");
        var store = Open(options);
        await using var blocker = new NpgsqlConnection(options.Connection);
        await blocker.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("lock table clustergateway.entry", blocker))
        {
            await command.ExecuteNonQueryAsync();
        }

        await AssertUnavailableAsync(() => PutAsync(store, "blocked"));

        const string Active =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and state = 'active' and query like '%clustergateway.commit%' and pid <> pg_backend_pid()
            """;
        // Not the blocker's connection: within a transaction pg_stat_activity stays as it was first read.
        await using var observer = new NpgsqlConnection(options.Connection);
        await observer.OpenAsync();
        await using (var waiting = new NpgsqlCommand(Active, observer))
        {
            await Eventually.TrueAsync(async () => await waiting.ExecuteScalarAsync() is 0L, "the server gave up too");
        }

        await transaction.RollbackAsync();
        Assert.Null(await store.GetAsync("blocked", Token));
    }

    [Fact]
    public async Task Commit_FailingWhenTheTransactionEnds_IsNotAcknowledged()
    {
        var database = await fixture.Server.CreateDatabaseAsync();
        var store = OpenAt(database);
        await PutAsync(store, "first contact");
        await fixture.Server.ExecuteAsync(
            """
            create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = 'disk_full'; end $$;
            create constraint trigger late after insert on clustergateway.entry deferrable initially deferred for each row execute function refuse();
            """,
            database);

        await AssertUnavailableAsync(() => PutAsync(store, "key"));

        Assert.Null(await store.GetAsync("key", Token));
    }

    [Fact]
    public async Task Commit_Quiet_NotifiesNobody()
    {
        var options = fixture.NewCluster();
        var store = Open(options);
        await PutAsync(store, "first contact");
        await using var listener = new NpgsqlConnection(options.Connection);
        await listener.OpenAsync();
        var heard = new List<string>();
        listener.Notification += (_, e) => heard.Add(e.Payload);
        await using (var listen = new NpgsqlCommand($"listen {ChannelOf(options)}", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await store.CommitAsync(new StoreCommit(Put("quiet")) { Quiet = true }, Token);
        await store.CommitAsync(new StoreCommit(Put("loud/a b"), Put("loud/c"), new StoreCheck("checked", StoreCondition.Any)), Token);

        await Eventually.CompletesAsync(listener.WaitAsync(), "a notification");
        Assert.Equal(["loud%2Fa%20b loud%2Fc"], heard);
    }

    [Fact]
    public async Task Commit_NotReadCommitted_IsRefusedWithTheRemedy()
    {
        var connection = new NpgsqlConnectionStringBuilder(fixture.NewCluster().Connection) { Options = "-c default_transaction_isolation=serializable" };
        var store = OpenAt(connection.ConnectionString);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => PutAsync(store, "key"));

        Assert.Contains("read committed", refusal.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_LargeValues_AreSpreadOverPages()
    {
        var store = Open();
        for (var i = 0; i < 10; i++)
        {
            await store.CommitAsync(new StoreCommit(new StorePut($"large/{i}", new byte[StorePut.MaxValueBytes], StoreCondition.Any)), Token);
        }

        var first = await store.ListAsync("large/", null, 1000, Token);
        var second = await store.ListAsync("large/", first.Next, 1000, Token);

        Assert.Equal(8, first.Entries.Count);
        Assert.Equal("large/7", first.Next);
        Assert.Equal(2, second.Entries.Count);
        Assert.Null(second.Next);
    }

    private static string ChannelOf(StoreOptions options) =>
        $"clustergateway_{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(options.Cluster)))[..16]}";

    private static IEnumerable<string> Statements(PostgresServer server) => server.Output.Split('\n').Where(l => l.Contains("LOG:", StringComparison.Ordinal));
}
