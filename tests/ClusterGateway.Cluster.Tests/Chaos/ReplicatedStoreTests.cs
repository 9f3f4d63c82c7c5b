using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>F12 and F14: the store itself fails over, to a server that the agents find by their connection string alone.</summary>
[Trait("Category", "Chaos")]
public sealed class ReplicatedStoreTests(ITestOutputHelper output)
{
    private static readonly TimeSpan WithinAFailover = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task F12_PostgreSqlStandbyPromoted_AdministrationGoesOnAndNoTermFalls()
    {
        await using var cluster = await ChaosCluster.StartAsync("postgresql-standby");
        var standby = (PostgresServer)cluster.Store.Servers[1];
        await FailOverAsync(cluster, standby.PromoteAsync);
    }

    [Fact]
    public async Task F14_RedisSentinelFailsOver_AdministrationGoesOnAndNoTermFalls()
    {
        await using var cluster = await ChaosCluster.StartAsync("redis-sentinel");
        var replica = (RedisServer)cluster.Store.Servers[1];
        // A master answers with three items, a replica with five.
        await FailOverAsync(cluster, () => Eventually.TrueAsync(async () => await replica.ExecuteAsync("ROLE") == "*3", "the sentinels promoted the replica"));
    }

    private async Task FailOverAsync(ChaosCluster cluster, Func<Task> promoteAsync)
    {
        var (_, term) = await cluster.PrimaryAsync();
        var before = await cluster.Nodes[0].EventsAsync();
        await cluster.Server!.StopAsync(StopMode.Kill);
        await promoteAsync();

        await Eventually.TrueAsync(
            async () => (await Task.WhenAll(cluster.Nodes.Select(ReadsTheStoreAsync))).All(reads => reads), "all agents had a store again", WithinAFailover);
        await cluster.WritesPassAsync();
        var (_, now) = await cluster.PrimaryAsync();
        Assert.True(now >= term, $"term {now} is not below {term}");
        output.WriteLine($"term {term}, then {now}; {cluster.Summary}");
        Assert.Subset((await cluster.Nodes[0].EventsAsync()).Select(e => e.Id).ToHashSet(), before.Select(e => e.Id).ToHashSet());
        await cluster.AssertHistoryAsync();
    }

    private static async Task<bool> ReadsTheStoreAsync(ChaosNode node)
    {
        try
        {
            return (await node.EventsAsync()).Count > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
