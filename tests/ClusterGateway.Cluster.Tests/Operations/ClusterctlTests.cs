using System.Text.Json;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Operations;

/// <summary>Every verb of clusterctl, as a real process, against a whole cluster with two gateways, on each store.</summary>
public sealed class ClusterctlTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("redis")]
    public async Task EveryVerb_OnEachStore_DoesWhatItSays(string store)
    {
        await using var server = await ServerOfAsync(store);
        await using var cluster = await TestCluster.StartAsync(
            new TestClusterOptions { Store = store, StoreConnection = server?.ConnectionString, Gateways = 2, Nodes = 2 });
        var ctl = new Clusterctl(cluster);

        await Eventually.TrueAsync(async () => await ctl.ExitCodeAsync("doctor") == 0, "doctor found nothing wrong with a healthy cluster");
        var primary = JsonDocument.Parse(await ctl.OutputAsync("status", "-o", "json")).RootElement.GetProperty("primary").GetString()!;
        var other = cluster.File.Nodes.Single(node => node.Id != primary).Id;
        Assert.Contains($"Primary   {primary}, since", await ctl.OutputAsync("status"), StringComparison.Ordinal);
        Assert.Contains("gateway2", await ctl.OutputAsync("gateways"), StringComparison.Ordinal);

        await ctl.OutputAsync("switchover", "--to", other);
        await ctl.OutputAsync("drain", primary, "--wait");
        Assert.Contains("node-in-maintenance", await ctl.FindingsAsync(), StringComparison.Ordinal);
        await ctl.OutputAsync("activate", primary);
        await ctl.OutputAsync("pause");
        Assert.Contains("failover-paused", await ctl.FindingsAsync(), StringComparison.Ordinal);
        await ctl.OutputAsync("resume");

        Assert.Contains("NodeDrainStarted", await ctl.OutputAsync("events"), StringComparison.Ordinal);
        foreach (var list in (string[])["locks", "links", "sessions", "screening"])
        {
            Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await ctl.OutputAsync(list, "list", "-o", "json")).RootElement.ValueKind);
        }
    }

    private static async Task<ServerProcess?> ServerOfAsync(string store) => store switch
    {
        "postgresql" => await PostgresServer.CreateAsync(),
        "redis" => await RedisServer.CreateAsync(),
        _ => null,
    };
}
