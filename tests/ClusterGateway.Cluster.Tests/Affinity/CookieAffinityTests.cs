using System.Net;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Affinity;

public sealed class CookieAffinityTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Users_SixtyOnThreeNodes_NoneChangesNodeInAHundredRequests()
    {
        var users = await fixture.SignInAsync(60);

        var lost = await Task.WhenAll(users.Select(async user =>
        {
            var changes = 0;
            for (var i = 0; i < 100; i++)
            {
                changes += await user.KeptAsync() ? 0 : 1;
            }

            return changes;
        }));

        Assert.Equal(0, lost.Sum());
    }

    [Fact]
    public async Task Node_KilledAndBroughtBack_CostsOnlyItsOwnUsersTheirSessionAndMovesNobodyTwice()
    {
        var users = await fixture.SignInAsync(60);
        var victim = await SecondaryAsync();
        var (bereft, others) = (users.Where(u => u.Session.Node == victim).ToList(), users.Where(u => u.Session.Node != victim).ToList());
        using var watch = new CancellationTokenSource();
        var watched = Task.WhenAll(others.Select(user => CountLossesAsync(user, watch.Token)));

        await Cluster.KillNodeAsync(victim);
        foreach (var user in bereft)
        {
            var (status, node) = await user.User.GetAsync();
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.NotEqual(victim, node);
        }

        var moved = await Task.WhenAll(bereft.Select(async u => u with { Session = await u.User.SignInAsync() }));
        await watch.CancelAsync();
        Assert.Equal(0, (await watched).Sum());

        await Cluster.StartNodeAsync(victim);
        var kept = await Task.WhenAll(others.Concat(moved).Select(user => user.KeptAsync()));
        Assert.DoesNotContain(false, kept);
    }

    [Fact]
    public async Task Agent_KilledAloneAndRestarted_MovesNobody()
    {
        var users = await fixture.SignInAsync(30);
        var victim = await SecondaryAsync();
        using var watch = new CancellationTokenSource();
        var watched = Task.WhenAll(users.Select(user => CountLossesAsync(user, watch.Token)));

        await Cluster.KillAgentAsync(victim);
        await Eventually.TrueAsync(
            async () => (await Cluster.StatusAsync()).Nodes.Single(n => n.Id == victim).Health == NodeHealth.Unknown,
            $"the gateway found {victim}'s agent silent");
        await Cluster.StartAgentAsync(victim);

        await watch.CancelAsync();
        Assert.Equal(0, (await watched).Sum());
    }

    [Fact]
    public async Task Gateway_Restarted_ReadsItsCookies()
    {
        var users = await fixture.SignInAsync(30);

        await Cluster.KillGatewayAsync(0);
        await Cluster.StartGatewayAsync(0);

        Assert.All(await Task.WhenAll(users.Select(u => u.KeptAsync())), Assert.True);
    }

    private static async Task<int> CountLossesAsync(SignedIn user, CancellationToken until)
    {
        var losses = 0;
        do
        {
            losses += await user.KeptAsync() ? 0 : 1;
        }
        while (!until.IsCancellationRequested);
        return losses;
    }

    private async Task<string> SecondaryAsync()
    {
        var primary = await Cluster.PrimaryAsync();
        return Cluster.File.Nodes.First(node => node.Id != primary).Id;
    }
}
