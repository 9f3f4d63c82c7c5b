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

        await SettingsAsync(ctl);
        Assert.Contains("NodeDrainStarted", await ctl.OutputAsync("events"), StringComparison.Ordinal);
        foreach (var list in (string[])["locks", "links", "sessions", "screening"])
        {
            Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(await ctl.OutputAsync(list, "list", "-o", "json")).RootElement.ValueKind);
        }
    }

    private static async Task SettingsAsync(Clusterctl ctl)
    {
        await ctl.OutputAsync("settings", "set", "site.name", "Example");
        await ctl.OutputAsync("settings", "set", "site.limit", "5");
        var first = JsonDocument.Parse(await ctl.OutputAsync("settings", "get", "site.limit", "-o", "json")).RootElement.GetProperty("revision").GetInt64();
        await ctl.OutputAsync("settings", "set", "site.limit", "6");
        Assert.Equal("6", (await ctl.OutputAsync("settings", "get", "site.limit")).Trim());
        Assert.Contains("site.limit", await ctl.OutputAsync("settings", "diff", $"{first}"), StringComparison.Ordinal);
        await ctl.OutputAsync("settings", "rollback", $"{first}");
        Assert.Equal("5", (await ctl.OutputAsync("settings", "get", "site.limit")).Trim());

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, await ctl.OutputAsync("settings", "export"));
        await ctl.OutputAsync("settings", "unset", "site.name");
        Assert.Contains("added", await ctl.OutputAsync("settings", "import", file), StringComparison.Ordinal);
        File.Delete(file);
        await ctl.OutputAsync("settings", "refresh");
        Assert.Contains("site.name", await ctl.OutputAsync("settings", "list"), StringComparison.Ordinal);
        Assert.Contains("rollback", await ctl.OutputAsync("settings", "history"), StringComparison.Ordinal);
        Assert.Contains("APPLIED", await ctl.OutputAsync("settings", "status"), StringComparison.Ordinal);
        Assert.Equal(1, await ctl.ExitCodeAsync("settings", "set", "smtp.port", "25"));
    }

    private static async Task<ServerProcess?> ServerOfAsync(string store) => store switch
    {
        "postgresql" => await PostgresServer.CreateAsync(),
        "redis" => await RedisServer.CreateAsync(),
        _ => null,
    };
}
