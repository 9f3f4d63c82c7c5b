using ClusterGateway.Contracts.Events;
using ClusterGateway.Testing.Servers;
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
        var events = await cluster.Nodes[0].EventsAsync();
        Assert.Single(events, e => e.Type == EventTypes.PrimaryElected);
        Assert.Equal(3, events.Count(e => e.Type == EventTypes.NodeJoined));
        await cluster.AssertHistoryAsync();

        await EmptyAsync(cluster.Server!);
        var next = await cluster.SuccessorAsync(first, TimeSpan.FromSeconds(40));
        Assert.True(next.Term > first, $"term {next.Term} follows {first}");
        output.WriteLine($"primary again {next.Took.TotalSeconds:0.0} s after the store was emptied; {cluster.Summary}");
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
