using System.Net;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Waiting;

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
        var after = await Task.WhenAll(users.Select(async user => user.Session.Node == victim ? user with { Session = await SignInAgainAsync(user.User) } : user));
        await Cluster.StartNodeAsync(victim);

        Assert.DoesNotContain(after, user => user.Session.Node == victim);
        Assert.All(await Task.WhenAll(after.Select(user => user.KeptAsync())), Assert.True);
    }

    /// <summary>A form that meets a connection in the moment of its death may have arrived: nobody repeats it but the user.</summary>
    private static async Task<PortalUser.WhoAmI> SignInAgainAsync(PortalUser user)
    {
        PortalUser.WhoAmI? session = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    session = await user.SignInAsync();
                    return true;
                }
                catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.BadGateway)
                {
                    return false;
                }
            },
            "the user signed in again");
        return session!;
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
