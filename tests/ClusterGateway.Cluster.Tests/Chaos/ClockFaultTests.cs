using ClusterGateway.Testing.Time;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>The clocks of the nodes are wrong, and jump; the lease is a matter of the store's clock.</summary>
[Trait("Category", "Chaos")]
public sealed class ClockFaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task F09_ClocksAnHourOffAndJumping_NothingChanges()
    {
        FakedClock[] clocks = [new(TimeSpan.FromHours(1)), new(TimeSpan.FromHours(-1)), new(TimeSpan.Zero)];
        try
        {
            await using var cluster = await ChaosCluster.StartAsync(ChaosFixture.Store, i => clocks[i].Environment);
            var (primary, term) = await cluster.PrimaryAsync();
            for (var i = 0; i < 6 * ChaosFixture.Repetitions; i++)
            {
                clocks[0].Shift(TimeSpan.FromHours(1) + (i % 2 == 0 ? Jump : -Jump));
                clocks[1].Shift(TimeSpan.FromHours(-1) + (i % 2 == 0 ? -Jump : Jump));
                clocks[2].Shift(i % 2 == 0 ? Jump : -Jump);
                await cluster.WritesPassAsync();
                await cluster.EventuallyAsync(() => cluster.Primary is { } now && now.Node == primary.Id && now.Term == term, "the primary was the same");
            }

            output.WriteLine(cluster.Summary);
            await cluster.AssertHistoryAsync();
        }
        finally
        {
            foreach (var clock in clocks)
            {
                clock.Dispose();
            }
        }
    }
}
