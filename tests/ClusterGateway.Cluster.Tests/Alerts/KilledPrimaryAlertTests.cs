using System.Globalization;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Testing.Alerts;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Alerts;

/// <summary>A whole cluster with its default times, on each store: whoever watches the webhook hears of a killed primary once, and once of its return.</summary>
public sealed class KilledPrimaryAlertTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgresql")]
    [InlineData("redis")]
    public async Task KilledPrimary_IsOneAlertWithin15Seconds_AndOneResolvedWhenItIsBack(string store)
    {
        await using var ops = await WebhookReceiver.StartNewAsync();
        await using ServerProcess? server = store switch
        {
            "postgresql" => await PostgresServer.CreateAsync(),
            "redis" => await RedisServer.CreateAsync(),
            _ => null,
        };
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Store = store,
            StoreConnection = server?.ConnectionString,
            AgentConfiguration = string.Create(
                CultureInfo.InvariantCulture, $$"""{ "ClusterGateway": { "Alerts": { "Webhooks": { "ops": { "Url": "{{ops.Url}}" } } } } }"""),
        });
        var dead = await cluster.PrimaryAsync();
        var before = (await cluster.StatusAsync()).Term;

        var killed = TimeProvider.System.GetTimestamp();
        await cluster.KillNodeAsync(dead);
        await Eventually.TrueAsync(() => ops.Messages.Count > 0, "the webhook was told");

        var told = ops.Messages[0];
        Assert.Equal(("firing", AlertCodes.NodeDown, dead, "critical"), (told.Status, told.Code, told.Node, told.Text("severity")));
        Assert.InRange(TimeProvider.System.GetElapsedTime(killed, told.At), TimeSpan.Zero, Within);
        var after = await cluster.StatusAsync();
        Assert.EndsWith($"It was the primary in term {before}; {after.Primary} took over in term {after.Term}", told.Text("detail"), StringComparison.Ordinal);

        await cluster.StartNodeAsync(dead);
        await Eventually.TrueAsync(() => ops.Messages.Count > 1, "the webhook was told of the end", TimeSpan.FromMinutes(2));
        Assert.Equal([$"firing node-down {dead}", $"resolved node-down {dead}"], ops.Told);
        Assert.Equal(told.Id, ops.Messages[1].Id);

        // Stopped in order: the next death is the next thing that is told.
        var stopped = cluster.File.Nodes.Select(n => n.Id).First(id => id != after.Primary);
        await cluster.KillAgentAsync(stopped, Testing.Processes.Signal.Terminate);
        var last = cluster.File.Nodes.Select(n => n.Id).Single(id => id != stopped && id != after.Primary);
        await cluster.KillNodeAsync(last);
        await Eventually.TrueAsync(() => ops.Messages.Count > 2, "the webhook was told of the next");
        Assert.Equal([$"firing node-down {dead}", $"resolved node-down {dead}", $"firing node-down {last}"], ops.Told);
    }
}
