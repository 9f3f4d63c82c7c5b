using ClusterGateway.Storage.Redis;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Redis;

public sealed class RedisSentinelTests(RedisFixture fixture) : ServerTests(fixture), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task Master_Dead_IsLeftForTheOneThatTheSentinelsName()
    {
        var master = Use(await RedisServer.CreateAsync());
        var replica = Use(await master.CreateReplicaAsync());
        var sentinel = Use((await RedisSentinel.CreateAsync(master, count: 1))[0]);
        var (store, watcher) = (OpenAt(sentinel.ConnectionString), OpenAt(sentinel.ConnectionString));
        await PutAsync(store, "before");
        await Eventually.TrueAsync(async () => await replica.ExecuteAsync("DBSIZE") != ":0", "the replica had it");

        await master.StopAsync(StopMode.Kill);

        await WorksAgainAsync(store);
        Assert.NotNull(await store.GetAsync("before", Token));
        await WorksAgainAsync(watcher);

        // The old master is a replica as soon as a sentinel sees it again; nobody writes there.
        await master.StartAsync();
        await Eventually.TrueAsync(async () => await master.ExecuteAsync("SET x y") is var answer && answer.StartsWith("-READONLY", StringComparison.Ordinal), "it was made a replica");
        await PutAsync(store, "after");
    }

    [Fact]
    public async Task Master_Replaced_ItsWatchersHearOfChangesAtTheNewOne()
    {
        var master = Use(await RedisServer.CreateAsync());
        Use(await master.CreateReplicaAsync());
        var sentinel = Use((await RedisSentinel.CreateAsync(master, count: 1))[0]);
        var store = OpenAt(sentinel.ConnectionString);
        await PutAsync(store, "before");
        using var enough = new CancellationTokenSource();
        var heard = 0;
        var watching = Task.Run(async () =>
        {
            await foreach (var hint in store.WatchAsync("watched/", enough.Token))
            {
                // Hints that come at every interval name no key.
                heard += hint.Key is null ? 0 : 1;
            }
        });

        await master.StopAsync(StopMode.Kill);
        await WorksAgainAsync(store);

        await Eventually.TrueAsync(
            async () =>
            {
                await PutAsync(store, "watched/key");
                return heard > 0;
            },
            "a hint from the new master");
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sentinels_NameDifferentMasters_TheNewestConfigurationCounts(bool cutOffFirst)
    {
        var (past, present) = (Use(await RedisServer.CreateAsync()), Use(await RedisServer.CreateAsync()));
        var cutOff = Use(await RedisSentinel.CreateAloneAsync(past, epoch: 3));
        var sentinel = Use(await RedisSentinel.CreateAloneAsync(present, epoch: 4));

        int[] ports = cutOffFirst ? [cutOff.Port, sentinel.Port] : [sentinel.Port, cutOff.Port];
        await PutAsync(OpenAt($"127.0.0.1:{ports[0]},127.0.0.1:{ports[1]},serviceName={RedisSentinel.Service}"), "key");

        Assert.NotEqual(":0", await present.ExecuteAsync("DBSIZE"));
        Assert.Equal(":0", await past.ExecuteAsync("DBSIZE"));
    }

    [Fact]
    public async Task Sentinels_OneStandsStill_TheOthersAreAsked()
    {
        var master = Use(await RedisServer.CreateAsync());
        Use(await master.CreateReplicaAsync());
        var sentinels = await RedisSentinel.CreateAsync(master, count: 2);
        var store = OpenAt($"127.0.0.1:{Use(sentinels[0]).Port},{Use(sentinels[1]).ConnectionString}");
        sentinels[0].Pause();

        await PutAsync(store, "key");
        sentinels[0].Resume();
    }

    [Fact]
    public async Task Sentinels_KnowNoSuchMaster_IsUnavailable()
    {
        var master = Use(await RedisServer.CreateAsync());
        Use(await master.CreateReplicaAsync());
        var sentinel = Use((await RedisSentinel.CreateAsync(master, count: 1))[0]);

        await AssertUnavailableAsync(() => PutAsync(OpenAt($"127.0.0.1:{sentinel.Port},serviceName=another"), "key"));
        await AssertUnavailableAsync(() => PutAsync(OpenAt($"127.0.0.1:{FreePort.Next()},serviceName=another"), "key"));
    }
}
