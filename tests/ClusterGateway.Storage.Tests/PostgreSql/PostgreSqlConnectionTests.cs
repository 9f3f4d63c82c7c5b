using ClusterGateway.Storage.PostgreSql;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Stores;
using Npgsql;

namespace ClusterGateway.Storage.Tests.PostgreSql;

public sealed class PostgreSqlConnectionTests(PostgreSqlFixture fixture) : ServerTests(fixture), IClassFixture<PostgreSqlFixture>
{
    [Theory]
    [InlineData("", 12)]
    [InlineData(";Maximum Pool Size=7", 7)]
    public async Task Commit_ManyAtOnce_TakesNoMoreConnectionsThanConfigured(string setting, int most)
    {
        var database = await fixture.Server.CreateDatabaseAsync();
        var store = Open(new StoreOptions("c", database + setting) { OperationTimeout = TimeSpan.FromSeconds(30) });
        await PutAsync(store, "first contact");

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => PutAsync(store, $"key{i}")));

        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        Assert.Equal((long)most, await count.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Commit_ServerHasNoConnectionLeft_WaitsForOne()
    {
        var server = Use(await PostgresServer.CreateAsync("max_connections=8"));
        var stores = Enumerable.Range(0, 4).Select(_ => Open(new StoreOptions("c", server.ConnectionString) { OperationTimeout = TimeSpan.FromSeconds(30) })).ToList();
        foreach (var store in stores)
        {
            await PutAsync(store, "first contact");
        }

        await Task.WhenAll(stores.SelectMany((store, s) => Enumerable.Range(0, 50).Select(i => PutAsync(store, $"key/{s}/{i}"))));
    }

    [Fact]
    public async Task Commit_OthersTookTheRest_GoesOnWithTheConnectionsThatThereAre()
    {
        var server = Use(await PostgresServer.CreateAsync("max_connections=6"));
        var store = Open(new StoreOptions("c", server.ConnectionString) { OperationTimeout = TimeSpan.FromSeconds(30) });
        await PutAsync(store, "key");
        var others = new List<NpgsqlConnection>();
        for (var i = 0; i < 5; i++)
        {
            others.Add(Use(new NpgsqlConnection($"{server.ConnectionString};Pooling=false")));
            await others[^1].OpenAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => PutAsync(store, $"key/{i}")));

        Assert.Equal(1L, await CountAsync(others[0]));
    }

    [Fact]
    public async Task Connecting_TakesLongerThanOperationsWait_TheyWorkOnceAnAttemptIsThrough()
    {
        var fault = Use(TcpFault.InFrontOf("127.0.0.1", fixture.Server.Port));
        var store = OpenAt($"Host=127.0.0.1;Port={fault.Port};Username=postgres;Database=postgres");
        await PutAsync(store, "key");
        fault.CutConnections();
        await AssertUnavailableAsync(() => PutAsync(store, "key"));

        // Connecting takes two round trips at least, and reading one: an operation waits for one here. (The driver itself goes on for two
        // seconds with an attempt that was given up.)
        fault.Delay(TimeSpan.FromSeconds(1.5));
        var attempts = 0;
        await Testing.Waiting.Eventually.TrueAsync(
            async () =>
            {
                attempts++;
                using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(3.8), TimeProvider.System);
                return await Record.ExceptionAsync(() => store.GetAsync("key", impatient.Token)) is null;
            },
            "an operation worked");

        Assert.True(attempts > 1, "the first operation had to give up");
    }

    private static async Task<object?> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select count(*) from pg_stat_activity where application_name = 'clustergateway'", connection);
        return await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task Network_BlackHoled_IsUnavailableWithinTheBoundAndHealsForOldAndNewInstances()
    {
        var fault = Use(TcpFault.InFrontOf("127.0.0.1", fixture.Server.Port));
        var connection = $"Host=127.0.0.1;Port={fault.Port};Username=postgres;Database=postgres";
        var (connected, fresh) = (OpenAt(connection), OpenAt(connection));
        await PutAsync(connected, "key");

        fault.BlackHole();
        var start = TimeProvider.System.GetTimestamp();
        await AssertUnavailableAsync(() => PutAsync(connected, "key"));
        await AssertUnavailableAsync(() => connected.GetAsync("key", Token));
        await AssertUnavailableAsync(() => fresh.PingAsync(Token));
        Assert.True(TimeProvider.System.GetElapsedTime(start) < 3 * Bound, "three operations took more than three bounds");
        fault.Heal();

        await WorksAgainAsync(connected);
        await WorksAgainAsync(fresh);
    }

    [Fact]
    public async Task Network_Cut_CostsAtMostOneFailureHoweverManyConnectionsWerePooled()
    {
        var fault = Use(TcpFault.InFrontOf("127.0.0.1", fixture.Server.Port));
        var store = OpenAt($"Host=127.0.0.1;Port={fault.Port};Username=postgres;Database=postgres");
        await PutAsync(store, "key");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => PutAsync(store, $"key/{i}"))));

        fault.CutConnections();
        await AssertUnavailableAsync(() => PutAsync(store, "key"));

        await PutAsync(store, "key");
    }

    [Fact]
    public async Task Server_Paused_IsUnavailableWithinTheBound()
    {
        var server = Use(await PostgresServer.CreateAsync());
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "key");

        server.Pause();
        await AssertUnavailableAsync(() => PutAsync(store, "key"));
        server.Resume();

        await WorksAgainAsync(store);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hosts_OneIsDead_TheOtherServes(bool blackHoled)
    {
        var dead = Use(TcpFault.InFrontOf("127.0.0.1", fixture.Server.Port));
        if (blackHoled)
        {
            dead.BlackHole();
        }
        else
        {
            dead.Refuse();
        }

        var store = OpenAt($"Host=127.0.0.1:{dead.Port},127.0.0.1:{fixture.Server.Port};Username=postgres;Database=postgres");

        await WorksAgainAsync(store);
    }

    [Fact]
    public async Task Server_ReadOnly_IsUnavailable()
    {
        var server = Use(await PostgresServer.CreateAsync());
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "key");
        await server.ExecuteAsync("alter system set default_transaction_read_only = on");
        server.Reload();

        await Testing.Waiting.Eventually.TrueAsync(
            async () => await Record.ExceptionAsync(() => PutAsync(store, "key")) is StoreUnavailableException, "the store refused to write");
    }

    [Fact]
    public async Task Server_BecameAStandby_RefusesReadsTooUntilItIsPromoted()
    {
        var server = Use(await PostgresServer.CreateAsync());
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "key");
        await server.StopAsync(StopMode.Fast);
        await File.WriteAllTextAsync(Path.Combine(server.Home, "data", "standby.signal"), "");
        await server.StartAsync();

        var fresh = OpenAt(server.ConnectionString);
        await AssertUnavailableAsync(() => fresh.GetAsync("key", Token));
        await AssertUnavailableAsync(() => fresh.GetAsync("no such key", Token));
        await AssertUnavailableAsync(() => fresh.ListAsync("none/", null, 10, Token));
        await AssertUnavailableAsync(() => fresh.CountAsync("none/", Token));
        await AssertUnavailableAsync(() => fresh.PingAsync(Token));
        await AssertUnavailableAsync(() => PutAsync(fresh, "key"));
        await server.ExecuteAsync("select pg_promote()");

        await WorksAgainAsync(store);
        await WorksAgainAsync(fresh);
    }

    [Fact]
    public async Task Capabilities_ServerThatMayLoseWrites_WarnsAfterTheFirstContact()
    {
        var server = Use(await PostgresServer.CreateAsync("fsync=off", "synchronous_commit=off"));
        var store = OpenAt(server.ConnectionString);
        Assert.Empty(store.Capabilities.Warnings);

        await PutAsync(store, "key");
        await server.ExecuteAsync("alter table clustergateway.entry set unlogged");
        var later = OpenAt(server.ConnectionString);
        await PutAsync(later, "key");

        Assert.Equal(["synchronous_commit", "fsync"], store.Capabilities.Warnings.Select(w => w.Split(' ')[0]));
        Assert.Contains(later.Capabilities.Warnings, w => w.Contains("UNLOGGED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Host=db", null)]
    [InlineData("Host=a,b:5433;Username=u;Password=p", null)]
    [InlineData("", "has no Host")]
    [InlineData("Username=u", "has no Host")]
    [InlineData("Host=db;Nonsense=1", "Nonsense")]
    [InlineData("Host=db;Port=many", "Port")]
    [InlineData("what is this", "not one of Npgsql")]
    public void Validate_ConnectionString_TellsWhatIsWrong(string connection, string? expected)
    {
        var errors = PostgreSqlStore.Validate(connection);

        if (expected is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(errors), StringComparison.OrdinalIgnoreCase);
        }
    }
}
