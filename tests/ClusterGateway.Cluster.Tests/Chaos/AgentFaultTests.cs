using ClusterGateway.Testing.Processes;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>The primary's agent dies, leaves, or stands still, while administrators write.</summary>
[Trait("Category", "Chaos")]
[Collection(nameof(SharedChaos))]
public sealed class AgentFaultTests(ChaosFixture fixture, ITestOutputHelper output)
{
    private ChaosCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task F01_PrimaryKilled_AnotherFollowsWithinALease()
    {
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await Cluster.HealAsync();
            var (primary, term) = await Cluster.PrimaryAsync();
            await Cluster.KillAgentAsync(primary);
            var next = await Cluster.SuccessorAsync(term, TimeSpan.FromSeconds(40));
            output.WriteLine($"vacant for {next.Took.TotalSeconds:0.0} s");
            Assert.NotSame(primary, next.Node);
            await Cluster.StartAgentAsync(primary);
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F02_PrimaryTerminated_HandsOver()
    {
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await Cluster.HealAsync();
            var (primary, term) = await Cluster.PrimaryAsync();
            await Cluster.KillAgentAsync(primary, Signal.Terminate);
            var next = await Cluster.SuccessorAsync(term, TimeSpan.FromSeconds(40));
            output.WriteLine($"vacant for {next.Took.TotalSeconds:0.0} s after the process ended");
            Assert.NotSame(primary, next.Node);
            await Cluster.StartAgentAsync(primary);
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F03_PrimaryStandsStillBeyondItsLease_AnotherFollowsAndTheOldOneStepsDown()
    {
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await Cluster.HealAsync();
            var (primary, term) = await Cluster.PrimaryAsync();
            await primary.SignalAsync(Signal.Stop);
            try
            {
                var next = await Cluster.SuccessorAsync(term, TimeSpan.FromSeconds(40));
                output.WriteLine($"vacant for {next.Took.TotalSeconds:0.0} s");
                Assert.NotSame(primary, next.Node);
            }
            finally
            {
                await primary.SignalAsync(Signal.Continue);
            }

            await Cluster.EventuallyAsync(
                () => Cluster.LastOf(primary) is { IsPrimary: false } now && now.Term > term, "the old primary knew that its term was over");
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F04_PrimaryStandsStillWithinItsDeadline_NothingChanges()
    {
        await Cluster.HealAsync();
        var (primary, term) = await Cluster.PrimaryAsync();
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            await primary.RenewedAsync();
            await primary.SignalAsync(Signal.Stop);
            await Task.Delay(ChaosFixture.ShorterThanTheDeadline, TimeProvider.System);
            await primary.SignalAsync(Signal.Continue);
            await Cluster.WritesPassAsync();
            Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
        }

        await AssertAsync();
    }

    [Fact]
    public async Task F18_SecondProcessWithTheSameId_EndsAndTheFirstGoesOn()
    {
        await Cluster.HealAsync();
        var (primary, term) = await Cluster.PrimaryAsync();
        await using var clone = Cluster.StartClone(primary);
        await Cluster.EventuallyAsync(() => clone.HasExited, "the second process gave up", TimeSpan.FromSeconds(40));
        Assert.Equal(4, clone.ExitCode);
        await Cluster.WritesPassAsync();
        Assert.Equal((primary.Id, term), (Cluster.Primary?.Node, Cluster.Primary?.Term));
        await AssertAsync();
    }

    [Fact]
    public async Task F19_AllAgentsRestartedInTurn_EveryWriteWaitsAndPasses()
    {
        await Cluster.HealAsync();
        var refused = Cluster.Writer.Failures;
        foreach (var node in Cluster.Nodes)
        {
            var (primary, term) = await Cluster.PrimaryAsync();
            await Cluster.KillAgentAsync(node, Signal.Terminate);
            await Cluster.StartAgentAsync(node);
            await Cluster.WritesPassAsync();
            var (_, after) = await Cluster.PrimaryAsync();
            Assert.Equal(node == primary, after != term);
        }

        Assert.Equal(refused, Cluster.Writer.Failures);
        await AssertAsync();
    }

    private async Task AssertAsync()
    {
        output.WriteLine(Cluster.Summary);
        await Cluster.AssertHistoryAsync();
    }
}
