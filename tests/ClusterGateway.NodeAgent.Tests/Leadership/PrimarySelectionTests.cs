using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Leadership;

public sealed class PrimarySelectionTests
{
    [Fact]
    public void Order_AnyInput_HealthThenPriorityThenLagThenId()
    {
        Candidate[] candidates =
        [
            new("e", Health.Degraded, 99), new("d", Health.Healthy, 0), new("c", Health.Healthy, 0),
            new("b", Health.Healthy, 1, SettingsLag: 3), new("a", Health.Healthy, 1),
        ];

        Assert.Equal(["a", "b", "c", "d", "e"], PrimarySelection.Order(candidates.Reverse()).Select(c => c.NodeId));
    }

    [Theory]
    [InlineData("active", "healthy", "", true)]
    [InlineData("active", "degraded", "", true)]
    [InlineData("active", "unhealthy", "", false)]
    [InlineData("active", "starting", "", false)]
    [InlineData("active", "unknown", "", false)]
    [InlineData("draining", "healthy", "", false)]
    [InlineData("maintenance", "healthy", "", false)]
    [InlineData("active", "healthy", "noFailover", false)]
    [InlineData("active", "healthy", "noLoadBalance", true)]
    [InlineData("active", "healthy", "backup", true)]
    public void WhyNot_StateHealthTags_AsTheTableSays(string state, string health, string tag, bool may) => Assert.Equal(
        may,
        PrimarySelection.WhyNot(Enum.Parse<AdministrativeState>(state, true), Enum.Parse<Health>(health, true), tag.Length > 0 ? [tag] : []) is null);

    [Fact]
    public void Candidates_SuspectOrDead_AreLeftOut()
    {
        var members = Enum.GetValues<Liveness>().Select(l => new Member
        {
            Id = l.ToString(),
            Instance = "i",
            Health = Health.Healthy,
            Liveness = l,
        });

        Assert.Equal(["Alive"], PrimarySelection.Candidates([.. members]).Select(c => c.NodeId));
    }
}
