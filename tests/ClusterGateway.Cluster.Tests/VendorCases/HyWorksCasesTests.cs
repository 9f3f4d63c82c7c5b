using ClusterGateway.Cluster.Tests.Chaos;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.VendorCases;

/// <summary>
/// "HyWorks Controller Failover Cases" of its guide, one by one, while administrators write; what is expected here, and what the guide says, stands in
/// docs/operations/failover-cases.md.
/// </summary>
public sealed class HyWorksCasesTests(HyWorksFixture fixture, ITestOutputHelper output) : IClassFixture<HyWorksFixture>
{
    private static readonly TimeSpan WithinALease = TimeSpan.FromSeconds(30);

    private ChaosCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task PrimaryServerGoesDown_AnotherTakesOverAndTheOldOneReturnsAsSecondary()
    {
        var (primary, term) = await CalmAsync();
        await Cluster.StopApplicationAsync(primary);
        await Cluster.KillAgentAsync(primary);
        var next = await FollowedAsync(primary, term);

        await Cluster.StartApplicationAsync(primary);
        await Cluster.StartAgentAsync(primary);
        await StaysAsync(next);
    }

    [Theory]
    [InlineData("what is this?")]
    [InlineData("valid until 2020-01-31")]
    [InlineData(null)]
    public async Task License_CorruptedOrExpiredOrNotToBeHad_TheNodeIsAtFaultAndAnotherTakesOver(string? license)
    {
        var (primary, term) = await CalmAsync();
        if (license is null)
        {
            File.Delete(fixture.LicenseOf(primary.Id));
        }
        else
        {
            await File.WriteAllTextAsync(fixture.LicenseOf(primary.Id), license);
        }

        var next = await FollowedAsync(primary, term);
        fixture.Grant(primary.Id);
        await StaysAsync(next);
    }

    [Fact]
    public async Task Database_AwayForThePrimary_AnotherTakesOver()
    {
        var (primary, term) = await CalmAsync();
        primary.ToStore.Refuse();
        var next = await FollowedAsync(primary, term);

        primary.Heal();
        await StaysAsync(next);
    }

    [Fact]
    public async Task Database_FailsForAMoment_ThePrimaryStays()
    {
        var (primary, term) = await CalmAsync();
        for (var i = 0; i < 3; i++)
        {
            primary.ToStore.CutConnections();
            await Cluster.WritesPassAsync();
        }

        await StaysAsync((primary, term));
    }

    [Fact]
    public async Task Service_GoesDown_AnotherTakesOverAndTheOldOneReturnsAsSecondary()
    {
        var (primary, term) = await CalmAsync();
        await Cluster.StopApplicationAsync(primary);
        var next = await FollowedAsync(primary, term);

        await Cluster.StartApplicationAsync(primary);
        await StaysAsync(next);
    }

    /// <summary>There the guide ends with two primaries, and with either of them when the network is back.</summary>
    [Fact]
    public async Task Network_OfThePrimaryUnreachable_IsNeverTwoAndTheNewOneStays()
    {
        var (primary, term) = await CalmAsync();
        primary.ToStore.BlackHole();
        primary.Access.BlackHole();
        await Cluster.EventuallyAsync(() => Cluster.LastOf(primary) is { IsPrimary: false }, "the one that is cut off stepped down by itself", WithinALease);
        var next = await FollowedAsync(primary, term);

        primary.Heal();
        await StaysAsync(next);
    }

    [Fact]
    public async Task Maintenance_OfThePrimary_AnotherTakesOver()
    {
        var (primary, term) = await CalmAsync();
        await primary.CommandAsync("/v1/admin/maintenance");
        var next = await FollowedAsync(primary, term);

        await primary.CommandAsync("/v1/admin/activate");
        await StaysAsync(next);
    }

    [Fact]
    public async Task Switchover_ByHand_TheNamedOneTakesOver()
    {
        var (primary, term) = await CalmAsync();
        var named = Cluster.Others(primary).Last();
        await primary.CommandAsync("/v1/leader/switchover", $$"""{"to":"{{named.Id}}"}""");
        var next = await FollowedAsync(primary, term);
        Assert.Same(named, next.Node);
        await StaysAsync(next);
    }

    private async Task<(ChaosNode Primary, long Term)> CalmAsync()
    {
        await Cluster.HealAsync();
        await Cluster.AllHealthyAsync();
        return await Cluster.PrimaryAsync();
    }

    private async Task<(ChaosNode Node, long Term)> FollowedAsync(ChaosNode primary, long term)
    {
        var next = await Cluster.SuccessorAsync(term, WithinALease);
        output.WriteLine($"another primary after {next.Took.TotalSeconds:0.0} s");
        Assert.NotSame(primary, next.Node);
        return (next.Node, next.Term);
    }

    /// <summary>Who is primary now still is it when all nodes are well again; and nothing that was recorded breaks a rule.</summary>
    private async Task StaysAsync((ChaosNode Node, long Term) primary)
    {
        await Cluster.AllHealthyAsync();
        await Cluster.WritesPassAsync();
        Assert.Equal((primary.Node.Id, primary.Term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
        await Cluster.AssertHistoryAsync();
    }
}
