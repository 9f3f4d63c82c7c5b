using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests.Redis;

public sealed class RedisScriptTests(RedisFixture fixture) : ServerTests(fixture), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task Operations_AfterScriptFlush_LoadTheirScriptsAgain()
    {
        var store = Open();
        await PutAsync(store, "key");
        await store.GetAsync("key", Token);

        Assert.Equal("+OK", await fixture.Server.ExecuteAsync("SCRIPT FLUSH"));

        await PutAsync(store, "key");
        Assert.NotNull(await store.GetAsync("key", Token));
        Assert.Single((await store.ListAsync("", null, 10, Token)).Entries);
        Assert.Equal(1, await store.CountAsync("", Token));
        Assert.Equal(0, await store.PurgeExpiredAsync("", 10, Token));
    }

    [Fact]
    public async Task Revision_AfterFlushAll_GoesOnRising()
    {
        var store = Open();
        var before = await PutAsync(store, "key");

        Assert.Equal("+OK", await fixture.Server.ExecuteAsync("FLUSHALL"));

        Assert.True(await PutAsync(store, "key") > before, "Redis forgot the counter, not the time");
    }

    [Fact]
    public async Task Purge_ManyExpired_AllWayAndOnlyBelowThePrefix()
    {
        var store = Open();
        for (var batch = 0; batch < 40; batch++)
        {
            await store.CommitAsync(new StoreCommit([.. Enumerable.Range(0, 64).Select(
                i => Put($"{(i % 2 == 0 ? "a" : "b")}/{batch}-{i}", timeToLive: TimeSpan.FromMilliseconds(1)))]), Token);
        }

        await PutAsync(store, "z");
        await Testing.Waiting.Eventually.TrueAsync(async () => await store.CountAsync("", Token) == 1, "all but one expired");
        Assert.Equal(["z"], (await store.ListAsync("", null, 10, Token)).Entries.Select(e => e.Key));

        Assert.Equal(1100, await store.PurgeExpiredAsync("b/", 1100, Token));
        Assert.Equal(180, await store.PurgeExpiredAsync("b/", 5000, Token));
        Assert.Equal(1280, await store.PurgeExpiredAsync("", 5000, Token));
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

    [Fact]
    public async Task Clusters_WithBracesAndColonsInTheirNames_DoNotMeet()
    {
        string[] names = ["a", "a}", "{a", "a}:entry:b", "a:b", "ä"];
        var stores = names.Select(name => Open(fixture.NewCluster() with { Cluster = $"braces-{name}" })).ToArray();

        await Task.WhenAll(stores.Select((store, i) => PutAsync(store, "key", names[i])));

        foreach (var (store, name) in stores.Zip(names))
        {
            Assert.Equal(1, await store.CountAsync("", Token));
            Assert.Equal(name, System.Text.Encoding.UTF8.GetString((await store.GetAsync("key", Token))!.Value.Span));
        }
    }
}
