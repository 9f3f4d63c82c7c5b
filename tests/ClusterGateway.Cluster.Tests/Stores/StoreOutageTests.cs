using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Stores;

public abstract class StoreOutageTests(StoreClusterFixture fixture)
{
    [Fact]
    public async Task Store_StoppedAndStarted_CostsNoUserAnythingAndAdministrationGoesOn()
    {
        var users = await fixture.SignInAsync(20);
        using var admin = fixture.NewUser();
        var before = await admin.AdminWhoAmIAsync();

        await fixture.Server.StopAsync(StopMode.Fast);
        await Eventually.TrueAsync(
            async () => (await fixture.Cluster.StatusAsync()) is { Store.Reachable: false } status && status.Warnings.Any(w => w.Code == "failsafe"),
            "the primary went on without its store, as long as all others agree");
        var meanwhile = await admin.AdminWhoAmIAsync();
        Assert.Equal((before.Node, before.Term), (meanwhile.Node, meanwhile.Term));
        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);
        Assert.All((await fixture.Cluster.StatusAsync()).Nodes, node => Assert.True(node.Serving, $"{node.Id} serves"));

        await fixture.Server.StartAsync();
        await Eventually.TrueAsync(
            async () => (await fixture.Cluster.StatusAsync()) is { Store.Reachable: true } status && status.Warnings.All(w => w.Code != "failsafe"),
            "the primary holds a lease again", TimeSpan.FromMinutes(1));
        var after = await admin.AdminWhoAmIAsync();
        Assert.Equal((before.Node, before.Term), (after.Node, after.Term));
        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);
    }

    [Fact]
    public async Task Store_StoppedWithOneAgentDead_EndsAdministrationUntilItIsBack()
    {
        using var admin = fixture.NewUser();
        var before = await admin.AdminWhoAmIAsync();
        var dead = fixture.Cluster.File.Nodes.First(n => n.Id != before.Node).Id;
        await fixture.Cluster.KillAgentAsync(dead);

        await fixture.Server.StopAsync(StopMode.Fast);
        await Eventually.TrueAsync(
            async () => (await fixture.Cluster.StatusAsync()) is { Primary: null, Store.Reachable: false }, "the primary stepped down");

        await fixture.Server.StartAsync();
        await Eventually.TrueAsync(async () => (await fixture.Cluster.StatusAsync()).Primary is not null, "there was a primary again", TimeSpan.FromMinutes(1));
        var after = await admin.AdminWhoAmIAsync();
        Assert.True(after.Term > before.Term, $"term {after.Term} follows {before.Term}");
        await fixture.Cluster.StartAgentAsync(dead);
    }
}
