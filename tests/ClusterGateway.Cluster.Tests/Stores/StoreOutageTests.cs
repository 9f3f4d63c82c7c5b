using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Stores;

public abstract class StoreOutageTests(StoreClusterFixture fixture)
{
    [Fact]
    public async Task Store_StoppedAndStarted_CostsNoUserAnythingAndThePrimaryComesBack()
    {
        var users = await fixture.SignInAsync(20);
        using var admin = fixture.NewUser();
        var before = await admin.AdminWhoAmIAsync();

        await fixture.Server.StopAsync(StopMode.Fast);
        await Eventually.TrueAsync(
            async () => (await fixture.Cluster.StatusAsync()) is { Primary: null, Store.Reachable: false }, "the primary stepped down without its store");
        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);
        Assert.All((await fixture.Cluster.StatusAsync()).Nodes, node => Assert.True(node.Serving, $"{node.Id} serves"));

        await fixture.Server.StartAsync();
        await Eventually.TrueAsync(async () => (await fixture.Cluster.StatusAsync()).Primary is not null, "there was a primary again", TimeSpan.FromMinutes(1));
        var after = await admin.AdminWhoAmIAsync();
        Assert.True(after.Term > before.Term, $"term {after.Term} follows {before.Term}");
        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);
    }
}
