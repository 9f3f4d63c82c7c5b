using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Affinity;

public sealed class TwoGatewaysTests(TwoGatewaysTests.TwoGateways fixture) : IClassFixture<TwoGatewaysTests.TwoGateways>
{
    [Fact]
    public async Task Cookies_OfOneGateway_AreReadByTheOther()
    {
        var users = await fixture.SignInAsync(30);

        var kept = await Task.WhenAll(users.Select(async u =>
        {
            using var elsewhere = u.User.At(fixture.Cluster.File.Gateways[1].Url);
            return await (u with { User = elsewhere }).KeptAsync();
        }));

        Assert.All(kept, Assert.True);
    }

    [Fact]
    public async Task Gateway_KilledOfTwo_LeavesTheOtherWithEverySession()
    {
        var users = await fixture.SignInAsync(30);

        await fixture.Cluster.KillGatewayAsync(0);
        var kept = await Task.WhenAll(users.Select(async u =>
        {
            using var elsewhere = u.User.At(fixture.Cluster.File.Gateways[1].Url);
            return await (u with { User = elsewhere }).KeptAsync();
        }));
        await fixture.Cluster.StartGatewayAsync(0);

        Assert.All(kept, Assert.True);
    }

    public sealed class TwoGateways : ClusterFixture
    {
        protected override TestClusterOptions Options { get; } = new() { Gateways = 2 };
    }
}
