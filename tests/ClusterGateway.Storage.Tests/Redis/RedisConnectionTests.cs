using ClusterGateway.Storage.Redis;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Storage.Tests.Redis;

public sealed class RedisConnectionTests(RedisFixture fixture) : ServerTests(fixture), IClassFixture<RedisFixture>
{
    [Fact]
    public async Task Network_BlackHoled_IsUnavailableWithinTheBoundAndHealsForOldAndNewInstances()
    {
        var fault = Use(TcpFault.InFrontOf("127.0.0.1", fixture.Server.Port));
        var (connected, fresh) = (OpenAt($"127.0.0.1:{fault.Port}"), OpenAt($"127.0.0.1:{fault.Port}"));
        await PutAsync(connected, "key");

        fault.BlackHole();
        await AssertUnavailableAsync(() => PutAsync(connected, "key"));
        await AssertUnavailableAsync(() => connected.GetAsync("key", Token));
        await AssertUnavailableAsync(() => fresh.PingAsync(Token));
        fault.Heal();

        await WorksAgainAsync(connected);
        await WorksAgainAsync(fresh);
    }

    [Fact]
    public async Task Network_BlackHoledForGood_IsLeftForANewConnection()
    {
        var fault = Use(TcpFault.InFrontOf("127.0.0.1", fixture.Server.Port));
        var store = OpenAt($"127.0.0.1:{fault.Port}");
        await PutAsync(store, "key");

        // As after a failover of a virtual address: the old connection never answers, nor does it break.
        fault.BlackHole();
        await AssertUnavailableAsync(() => PutAsync(store, "key"));
        fault.Refuse();
        fault.Heal();

        await WorksAgainAsync(store);
    }

    [Fact]
    public async Task Server_Paused_IsUnavailableWithinTheBound()
    {
        var server = Use(await RedisServer.CreateAsync());
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "key");

        server.Pause();
        await AssertUnavailableAsync(() => PutAsync(store, "key"));
        server.Resume();

        await WorksAgainAsync(store);
    }

    [Fact]
    public async Task Server_StartedAfterTheStore_IsWaitedFor()
    {
        var server = Use(await RedisServer.CreateAsync());
        await server.StopAsync(StopMode.Fast);
        var store = OpenAt(server.ConnectionString);
        await AssertUnavailableAsync(() => PutAsync(store, "key"));

        await server.StartAsync();

        await WorksAgainAsync(store);
        Assert.Empty(store.Capabilities.Warnings);
    }

    [Fact]
    public async Task Server_OutOfMemory_IsUnavailableAndDoesNothingByHalves()
    {
        var server = Use(await RedisServer.CreateAsync());
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "a");
        var before = await PutAsync(store, "b");
        await server.ExecuteAsync("CONFIG SET maxmemory 1");

        await AssertUnavailableAsync(() => store.CommitAsync(
            new StoreCommit(new StoreDelete("a", StoreCondition.Any), Put("b", "new"), Put("c")), Token));
        Assert.Equal(["a", "b"], (await store.ListAsync("", null, 10, Token)).Entries.Select(e => e.Key));
        Assert.Equal(before, (await store.GetAsync("b", Token))!.Revision);
        await server.ExecuteAsync("CONFIG SET maxmemory 0");

        await PutAsync(store, "c");
    }

    [Fact]
    public async Task Server_WrongPassword_IsUnavailableUntilItIsRight()
    {
        var server = Use(await RedisServer.CreateAsync("--requirepass", "right"));
        var store = OpenAt($"{server.ConnectionString},password=wrong");

        await AssertUnavailableAsync(() => PutAsync(store, "key"));

        await PutAsync(OpenAt($"{server.ConnectionString},password=right"), "key");
    }

    [Fact]
    public async Task Servers_ReplicaAndMasterListed_FindsTheMasterAndFollowsAFailover()
    {
        var master = Use(await RedisServer.CreateAsync());
        var replica = Use(await RedisServer.CreateAsync("--replicaof", "127.0.0.1", $"{master.Port}"));
        var store = OpenAt($"{replica.ConnectionString},{master.ConnectionString}");
        var before = await PutAsync(store, "key");
        await Eventually.TrueAsync(
            async () => await replica.ExecuteAsync("DBSIZE") != ":0" && await store.GetAsync("key", Token) is not null, "the replica has it");

        await master.StopAsync(StopMode.Kill);
        Assert.Equal("+OK", await replica.ExecuteAsync("REPLICAOF NO ONE"));

        await WorksAgainAsync(store);
        Assert.Equal(before, (await store.GetAsync("key", Token))!.Revision);
    }

    [Fact]
    public async Task Server_BecameAReplica_IsUnavailable()
    {
        var server = Use(await RedisServer.CreateAsync());
        var store = OpenAt(server.ConnectionString);
        await PutAsync(store, "key");

        await server.ExecuteAsync($"REPLICAOF 127.0.0.1 {FreePort.Next()}");
        await AssertUnavailableAsync(() => PutAsync(store, "key"));
        await server.ExecuteAsync("REPLICAOF NO ONE");

        await WorksAgainAsync(store);
    }

    [Fact]
    public async Task Capabilities_ServerThatMayLoseEntries_WarnsAfterTheFirstContact()
    {
        var server = Use(await RedisServer.CreateAsync("--appendonly", "no", "--maxmemory-policy", "allkeys-lru"));
        var store = OpenAt(server.ConnectionString);
        Assert.Empty(store.Capabilities.Warnings);

        await PutAsync(store, "key");

        Assert.Equal(["maxmemory-policy", "appendonly"], store.Capabilities.Warnings.Select(w => w.Split(' ')[0]));
    }

    [Fact]
    public async Task Capabilities_ConfigRefused_SaysThatItIsUnknown()
    {
        var server = Use(await RedisServer.CreateAsync("--rename-command", "CONFIG", "hidden"));
        var store = OpenAt(server.ConnectionString);

        await PutAsync(store, "key");

        Assert.Contains("unknown", Assert.Single(store.Capabilities.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis1", null)]
    [InlineData("redis1:6379,redis2:6380,password=secret,ssl=true", null)]
    [InlineData("", "names no server")]
    [InlineData("password=secret", "names no server")]
    [InlineData("redis1,nonsense=1", "nonsense")]
    [InlineData("redis1,connectTimeout=soon", "not one of StackExchange.Redis")]
    public void Validate_ConnectionString_TellsWhatIsWrong(string connection, string? expected)
    {
        var errors = RedisStore.Validate(connection);

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
