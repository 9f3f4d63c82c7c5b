using ClusterGateway.Contracts.Events;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>Stores that are new, or are all of a sudden.</summary>
[Trait("Category", "Chaos")]
public sealed class ColdStartTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("pgbouncer")] // F15: PostgreSQL behind it, in transaction mode
    [InlineData("redis")]
    public async Task F20_ThreeAgentsAtOnceOnAnEmptyStore_ThenF17_TheStoreEmptied_ElectOnePrimaryAndTermsNeverFall(string store)
    {
        await using var cluster = await ChaosCluster.StartAsync(store);
        var (_, first) = await cluster.PrimaryAsync();
        // An agent is elected, and writes down that it joined, when it comes to it: in any order.
        await Eventually.TrueAsync(
            async () => (await cluster.Nodes[0].EventsAsync()).Count(e => e.Type == EventTypes.NodeJoined) == cluster.Nodes.Count, "all nodes joined");
        Assert.Single(await cluster.Nodes[0].EventsAsync(), e => e.Type == EventTypes.PrimaryElected);
        await cluster.AssertHistoryAsync();

        await EmptyAsync(cluster.Server!);
        var next = await cluster.SuccessorAsync(first, TimeSpan.FromSeconds(40));
        Assert.True(next.Term > first, $"term {next.Term} follows {first}");
        output.WriteLine($"primary again {next.Took.TotalSeconds:0.0} s after the store was emptied; {cluster.Summary}");
        await cluster.AssertHistoryAsync();
    }

    [Fact]
    public async Task F13_RedisForgetsAHandOver_TermsStillRise()
    {
        await using var cluster = await ChaosCluster.StartAsync("redis-forgets");
        var server = (RedisServer)cluster.Server!;
        var (primary, first) = await cluster.PrimaryAsync();
        var past = server.Copy();
        await primary.CommandAsync("/v1/leader/switchover", "{}");
        var forgotten = await cluster.SuccessorAsync(first, TimeSpan.FromSeconds(40));

        await server.ForgetSinceAsync(past);

        var next = await cluster.SuccessorAsync(forgotten.Term, TimeSpan.FromSeconds(60));
        output.WriteLine($"primary in a higher term {next.Took.TotalSeconds:0.0} s after the store had forgotten one; {cluster.Summary}");
        await cluster.AssertHistoryAsync();
    }

    private static async Task EmptyAsync(ServerProcess server)
    {
        if (server is RedisServer redis)
        {
            await redis.ExecuteAsync("FLUSHALL");
            return;
        }

        await ((PostgresServer)server).ExecuteAsync("delete from clustergateway.entry");
    }
}
