using ClusterGateway.Testing.Peers;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Balancers;

/// <summary>samples/balancers/nginx, by a real nginx in front of real agents.</summary>
public sealed class NginxSampleTests : IAsyncLifetime
{
    private BalancedCluster _cluster = null!;
    private Nginx _nginx = null!;

    public async Task InitializeAsync()
    {
        _cluster = await BalancedCluster.StartAsync();
        _nginx = await Nginx.StartAsync(port => _cluster.Sample("nginx/cluster.conf", ("listen 80;", $"listen 127.0.0.1:{port};")));
    }

    public async Task DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Users_StayByAddress_AndMoveWhenTheirNodeDies()
    {
        using var client = new BrowserLike(_nginx.Url);
        var node = await client.AskAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(node, await client.AskAsync("/files"));
        }

        await _cluster.Application(node).StopAsync();

        Assert.Contains(await client.AskAsync(), BalancedCluster.Ids.Where(id => id != node));
    }

    [Fact]
    public async Task Admin_FollowsThePrimary_AndIs503WhileThereIsNone()
    {
        using var client = new BrowserLike(_nginx.Url);
        var primary = await _cluster.PrimaryAsync();
        Assert.Equal(primary.Id, await client.AskAsync("/admin"));
        Assert.Equal(primary.Id, await client.AskAsync("/admin/users?x=1", "POST", "a=b"));

        await primary.SendAsync("/v1/leader/switchover");
        await Eventually.TrueAsync(
            async () => BalancedCluster.Ids.Where(id => id != primary.Id).Contains(await client.AskAsync("/admin")), "the new primary took the admin traffic");

        foreach (var id in BalancedCluster.Ids)
        {
            _cluster[id].Store.Cut();
        }

        await Eventually.TrueAsync(async () => await client.AskAsync("/admin") == "503", "nobody took admin traffic without a primary");
        Assert.Contains(await client.AskAsync(), BalancedCluster.Ids);
        Assert.Equal("404", await client.AskAsync("/_primary"));
    }
}
