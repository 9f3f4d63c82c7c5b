using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests.PostgreSql;

public sealed class PostgreSqlMigrationTests(PostgreSqlFixture fixture) : ServerTests(fixture), IClassFixture<PostgreSqlFixture>
{
    [Fact]
    public async Task FirstUse_TwentyInstancesOnAnEmptyDatabase_MakeOneSchema()
    {
        var options = fixture.NewCluster() with { Connection = await fixture.Server.CreateDatabaseAsync(), OperationTimeout = TimeSpan.FromSeconds(30) };
        var stores = Enumerable.Range(0, 20).Select(_ => Open(options)).ToArray();

        var revisions = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => PutAsync(store, $"key/{i}"))));

        Assert.Equal(20, revisions.Distinct().Count());
        Assert.Equal(20, await stores[0].CountAsync("key/", Token));
    }

    [Fact]
    public async Task FirstUse_RoleThatMayOnlyUseAPreparedSchema_Works()
    {
        var database = await fixture.Server.CreateDatabaseAsync();
        await PutAsync(OpenAt(database), "prepared");
        await fixture.Server.ExecuteAsync(
            """
            create role app login;
            grant usage on schema clustergateway to app;
            grant select, insert, update, delete on all tables in schema clustergateway to app;
            grant usage, update on all sequences in schema clustergateway to app;
            """,
            database);

        await PutAsync(OpenAt(database.Replace("Username=postgres", "Username=app", StringComparison.Ordinal)), "key");
    }

    [Fact]
    public async Task Commit_SchemaDroppedMeanwhile_IsUnavailableOnceAndThenMadeAnew()
    {
        var database = await fixture.Server.CreateDatabaseAsync();
        var store = OpenAt(database);
        var before = await PutAsync(store, "key");
        await fixture.Server.ExecuteAsync("drop schema clustergateway cascade", database);

        await AssertUnavailableAsync(() => PutAsync(store, "key"));

        Assert.Null(await store.GetAsync("key", Token));
        Assert.True(await PutAsync(store, "key") > before, "the revision starts at the time, so it goes on above");
    }

    [Fact]
    public async Task FirstUse_DatabaseThatDoesNotExistYet_IsUnavailableUntilItDoes()
    {
        var missing = fixture.NewCluster().Connection.Replace("Database=postgres", "Database=later", StringComparison.Ordinal);
        var store = OpenAt(missing);

        var failure = await AssertUnavailableAsync(() => PutAsync(store, "key"));
        Assert.Contains("later", failure.Message, StringComparison.Ordinal);
        await fixture.Server.ExecuteAsync("create database later");

        await WorksAgainAsync(store);
    }
}
