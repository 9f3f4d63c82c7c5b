using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>
/// The store's clock is what a lease is measured by. Who sets it ahead ends the lease before the primary can know, so that for one renewal
/// two nodes may say that they are primary; no stale write is accepted even so.
/// </summary>
[Trait("Category", "Chaos")]
public sealed class StoreClockTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task F10_StoreClockSetBackAndAhead_TermsRiseAndNoStaleWriteIsAccepted()
    {
        await using var cluster = await ChaosCluster.StartAsync("postgresql-clock");
        var clock = cluster.Store.Clock!;
        for (var i = 0; i < ChaosFixture.Repetitions; i++)
        {
            var (primary, term) = await cluster.PrimaryAsync();

            clock.Shift(-Jump);
            for (var second = 0; second < 5; second++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
                await cluster.WritesPassAsync();
                Assert.Equal((primary.Id, term), (cluster.Primary?.Node, cluster.Primary?.Term));
            }

            // Back at the right time, or ahead by a minute, as the primary's lease sees it.
            clock.Shift(TimeSpan.Zero);
            var next = await cluster.SuccessorAsync(term, TimeSpan.FromSeconds(40));
            output.WriteLine($"primary {next.Took.TotalSeconds:0.0} s after the store's clock was set ahead");
            await cluster.WritesPassAsync();
        }

        output.WriteLine(cluster.Summary);
        await Eventually.TrueAsync(async () => (await cluster.HistoryAsync()).ViolationsOnAnyClock is [], "nothing broke a rule");
    }
}
