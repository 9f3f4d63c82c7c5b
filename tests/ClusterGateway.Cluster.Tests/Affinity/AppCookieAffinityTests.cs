using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Affinity;

/// <summary>The portal's own session cookie binds, and nothing else: new clients are placed in turn, and there is no affinity cookie.</summary>
public sealed class AppCookieAffinityTests(AppCookieAffinityTests.ByItsOwnCookie fixture) : IClassFixture<AppCookieAffinityTests.ByItsOwnCookie>
{
    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Session_OfThePortal_IsFoundByBothGatewaysAndAfterTheirRestart()
    {
        var users = await fixture.SignInAsync(12);

        Assert.All(await Task.WhenAll(users.Select(user => KeptAtAsync(user, gateway: 1))), Assert.True);
        await Cluster.KillGatewayAsync(0);
        await Cluster.StartGatewayAsync(0);
        Assert.All(await Task.WhenAll(users.Select(user => KeptAtAsync(user, gateway: 0))), Assert.True);
    }

    [Fact]
    public async Task Node_KilledAndBroughtBack_MovesItsOwnUsersOnce()
    {
        var users = await fixture.SignInAsync(12);
        var primary = await Cluster.PrimaryAsync();
        var victim = Cluster.File.Nodes.First(node => node.Id != primary).Id;

        await Cluster.KillNodeAsync(victim);
        // A question first, which is moved: a form that met a dying connection would be nobody's to repeat.
        var bereft = users.Where(user => user.Session.Node == victim).ToList();
        Assert.All(await Task.WhenAll(bereft.Select(user => user.User.WhoAmIAsync())), Assert.Null);
        var after = await Task.WhenAll(users.Select(async user => bereft.Contains(user) ? user with { Session = await user.User.SignInAsync() } : user));
        await Cluster.StartNodeAsync(victim);

        Assert.DoesNotContain(after, user => user.Session.Node == victim);
        Assert.All(await Task.WhenAll(after.Select(user => user.KeptAsync())), Assert.True);
    }

    private async Task<bool> KeptAtAsync(SignedIn user, int gateway)
    {
        using var elsewhere = user.User.At(Cluster.File.Gateways[gateway].Url);
        return await (user with { User = elsewhere }).KeptAsync();
    }

    public sealed class ByItsOwnCookie : ClusterFixture
    {
        protected override TestClusterOptions Options { get; } = new()
        {
            Gateways = 2,
            GatewayConfiguration = _ => """
                {
                  "ReverseProxy": {
                    "Clusters": {
                      "nodes": {
                        "LoadBalancingPolicy": "RoundRobin",
                        "SessionAffinity": { "Policy": "AppCookie", "AffinityKeyName": "portal-session" }
                      }
                    }
                  }
                }
                """,
        };
    }
}
