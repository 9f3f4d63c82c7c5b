using ClusterGateway.Testing.Net;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>Agents on machines of their own whose packets get lost, which TCP hides for a while: of all, or of one in one direction only.</summary>
[Trait("Category", "Chaos")]
public sealed class PacketFaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan WithinALease = TimeSpan.FromSeconds(60);

    [NetworkNamespaceFact]
    public async Task F08_EveryTenthPacketOfAllAgentsLost_WritesPassAndNothingChanges()
    {
        await using var cluster = await ChaosCluster.StartAsync(ChaosFixture.Store, apart: true);
        var (primary, term) = await cluster.PrimaryAsync();
        await Task.WhenAll(cluster.Nodes.Select(node => node.Network.LoseAsync(arriving: 10, leaving: 10)));
        for (var i = 0; i < 10; i++)
        {
            await cluster.WritesPassAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        await Task.WhenAll(cluster.Nodes.Select(node => node.Network.HealAsync()));
        await cluster.WritesPassAsync();
        Assert.Equal((primary.Id, term), (cluster.Primary?.Node, cluster.Primary?.Term));
        await AssertAsync(cluster);
    }

    [NetworkNamespaceFact]
    public Task F08_PrimaryIsHeardByNobodyButHearsAll_AnotherFollows() => OneWayAsync(arriving: 0, leaving: 100);

    /// <summary>Its renewals still reach the store, as long as the store's answers need not be acknowledged.</summary>
    [NetworkNamespaceFact]
    public Task F08_PrimaryHearsNobodyButIsHeardByAll_AnotherFollows() => OneWayAsync(arriving: 100, leaving: 0);

    private async Task OneWayAsync(int arriving, int leaving)
    {
        await using var cluster = await ChaosCluster.StartAsync(ChaosFixture.Store, apart: true);
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await cluster.HealAsync();
            var (primary, term) = await cluster.PrimaryAsync();
            await primary.Network.LoseAsync(arriving, leaving);
            var next = await cluster.SuccessorAsync(term, WithinALease);
            output.WriteLine($"another primary after {next.Took.TotalSeconds:0.0} s");
            Assert.NotSame(primary, next.Node);
            await cluster.EventuallyAsync(() => cluster.LastOf(primary) is { IsPrimary: false }, "the old primary stepped down");

            await primary.Network.HealAsync();
            await cluster.EventuallyAsync(() => cluster.LastOf(primary)?.Term == next.Term, "the old primary learned of the new term", WithinALease);
        }

        await AssertAsync(cluster);
    }

    private async Task AssertAsync(ChaosCluster cluster)
    {
        output.WriteLine(cluster.Summary);
        await cluster.AssertHistoryAsync();
    }
}
