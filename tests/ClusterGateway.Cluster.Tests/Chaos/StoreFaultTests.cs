using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>The store goes away, or one of the ways to it or between the others does, while administrators write.</summary>
[Trait("Category", "Chaos")]
[Collection(nameof(SharedChaos))]
public sealed class StoreFaultTests(ChaosFixture fixture, ITestOutputHelper output)
{
    private static readonly TimeSpan WithinTheDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WithinALease = TimeSpan.FromSeconds(40);

    private ChaosCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task F05_StorePausedBriefly_NothingChanges()
    {
        await Cluster.HealAsync();
        var (primary, term) = await Cluster.PrimaryAsync();
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await primary.RenewedAsync();
            Cluster.Server!.Pause();
            await Task.Delay(ChaosFixture.ShorterThanTheDeadline, TimeProvider.System);
            Cluster.Server.Resume();
            await Cluster.WritesPassAsync();
            Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F05_StoreKilled_ThePrimaryGoesOnAndNoWriteFails()
    {
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await Cluster.HealAsync();
            var (primary, term) = await Cluster.PrimaryAsync();
            var refused = Cluster.Writer.Failures;
            await Cluster.Server!.StopAsync(StopMode.Kill);
            var accepted = Cluster.Writer.Acknowledged.Count;
            for (var second = 0; second < ChaosFixture.SecondsOfOutage(i); second++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
                await Cluster.WritesPassAsync();
                Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
            }

            output.WriteLine($"{Cluster.Writer.Acknowledged.Count - accepted} writes accepted in {ChaosFixture.SecondsOfOutage(i)} s without the store");

            await Cluster.Server.StartAsync();
            await Eventually.TrueAsync(async () => !(await primary.SelfAsync()).Failsafe, "it holds a lease again", WithinALease);
            await Cluster.WritesPassAsync();
            Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
            Assert.Equal(refused, Cluster.Writer.Failures);
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F05_StoreKilledAndAMemberUnreachable_ThePrimaryStepsDownAndOneFollowsWhenItIsBack()
    {
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await Cluster.HealAsync();
            var (primary, term) = await Cluster.PrimaryAsync();
            Cluster.Others(primary).First().Access.Refuse();
            await Cluster.Server!.StopAsync(StopMode.Kill);
            await Cluster.EventuallyAsync(() => Cluster.LastOf(primary) is { IsPrimary: false }, "the primary stepped down", WithinTheDeadline);
            await Task.Delay(TimeSpan.FromSeconds(ChaosFixture.SecondsOfOutage(i)), TimeProvider.System);
            Assert.Null(Cluster.Primary);

            // Any node may follow, also this one.
            Cluster.Others(primary).First().Access.Heal();
            await Cluster.Server.StartAsync();
            var next = await Cluster.SuccessorAsync(term, WithinALease);
            output.WriteLine($"primary {next.Took.TotalSeconds:0.0} s after the store was back");
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F06_PrimaryCutOffTheStore_AnotherFollowsAndTheOldOneRefuses()
    {
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await Cluster.HealAsync();
            var (primary, term) = await Cluster.PrimaryAsync();
            Break(primary, silently: i % 2 == 0);
            var next = await Cluster.SuccessorAsync(term, WithinALease);
            output.WriteLine($"another primary after {next.Took.TotalSeconds:0.0} s");
            Assert.NotSame(primary, next.Node);
            await Cluster.EventuallyAsync(() => Cluster.LastOf(primary) is { IsPrimary: false }, "the old primary stepped down");

            primary.Heal();
            await Cluster.EventuallyAsync(() => Cluster.LastOf(primary)?.Term == next.Term, "the old primary learned of the new term");
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F07_AgentUnreachableForItsPeers_IsNeitherDeadNorReplacedWhileItRenews()
    {
        await Cluster.HealAsync();
        var (primary, term) = await Cluster.PrimaryAsync();
        var secondary = Cluster.Others(primary).First();
        secondary.Access.Refuse();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);

        Assert.All(await primary.MembersAsync(), member => Assert.Equal(NodeHealth.Healthy, member.Health));
        Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
        secondary.Access.Heal();
        await AssertAsync();
    }

    [Fact]
    public async Task F07_PrimaryUnreachableForGatewaysOnly_KeepsTheRoleAndNothingReachesItPastWhatTheGatewayKnew()
    {
        await Cluster.HealAsync();
        var (primary, term) = await Cluster.PrimaryAsync();
        primary.Access.BlackHole();
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System);
        Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));

        primary.Access.Heal();
        await Cluster.WritesPassAsync();
        await AssertAsync();
    }

    [Fact]
    public async Task F08_AllLinksSlow_NothingChanges()
    {
        await Cluster.HealAsync();
        var (primary, term) = await Cluster.PrimaryAsync();
        foreach (var node in Cluster.Nodes)
        {
            node.ToStore.Delay(TimeSpan.FromMilliseconds(150));
            node.Access.Delay(TimeSpan.FromMilliseconds(150));
        }

        for (var i = 0; i < 5; i++)
        {
            await Cluster.WritesPassAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
        foreach (var node in Cluster.Nodes)
        {
            node.Heal();
        }

        await AssertAsync();
    }

    private static void Break(ChaosNode node, bool silently)
    {
        if (silently)
        {
            node.ToStore.BlackHole();
        }
        else
        {
            node.ToStore.Refuse();
        }
    }

    private async Task AssertAsync()
    {
        output.WriteLine(Cluster.Summary);
        await Cluster.AssertHistoryAsync();
    }
}
