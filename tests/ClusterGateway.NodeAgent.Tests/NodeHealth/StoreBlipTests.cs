using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

/// <summary>Short store errors change nothing, although the store check fails meanwhile.</summary>
public sealed class StoreBlipTests
{
    private static readonly TimeSpan Blip = TimeSpan.FromSeconds(3);

    // The default profile bridges 3.5 s, which leaves a busy machine half a second; the arithmetic of the profile has tests of its own.
    private static readonly (string Key, string Value)[] Settings =
    [
        ("Leadership:Lease", "30s"), ("Leadership:Renew", "1s"), ("Leadership:Deadline", "20s"),
        ("Membership:Suspect", "6s"), ("Membership:Dead", "15s"), ("Node:Checks:store:Type", "store"), ("Node:Checks:store:Interval", "200ms"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_AwayForThreeSeconds_NobodyStopsServingAndThePrimaryStays(bool forAll)
    {
        await using var cluster = new AgentCluster();
        await cluster.AddAsync("node1", null, Settings);
        await cluster.AddAsync("node2", null, Settings);
        await cluster.SettledAsync();
        var primary = await cluster.PrimaryAsync();
        var term = (await primary.SelfAsync()).Term;
        var away = cluster.Agents.Where(a => forAll || a == primary).ToList();

        away.ForEach(a => a.Store.Cut());
        var since = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(async () => (await primary.SelfAsync()).Health == Health.Degraded, "the store check of the primary failed");
        do
        {
            await NothingChangedAsync(cluster, primary, term);
        }
        while (TimeProvider.System.GetElapsedTime(since) < Blip);
        away.ForEach(a => a.Store.Heal());

        await Eventually.TrueAsync(
            async () =>
            {
                await NothingChangedAsync(cluster, primary, term);
                return (await Task.WhenAll(cluster.Agents.Select(a => a.SelfAsync()))).All(s => s.Health == Health.Healthy);
            },
            "every node was healthy again");
        await NothingChangedAsync(cluster, primary, term);
    }

    private static async Task NothingChangedAsync(AgentCluster cluster, AgentHost primary, long term)
    {
        Assert.Equal(200, await primary.StatusAsync($"/primary?term={term}"));
        foreach (var agent in cluster.Agents)
        {
            var self = await agent.SelfAsync();
            Assert.True(self.Health is Health.Healthy or Health.Degraded, $"{agent.Id} was {self.Health}");
            Assert.Equal(200, await agent.StatusAsync("/read-only"));
            Assert.All((await agent.MembersAsync()).Items, m => Assert.True(m.Serving, $"{agent.Id} no longer lists {m.Id} as serving"));
        }
    }
}
