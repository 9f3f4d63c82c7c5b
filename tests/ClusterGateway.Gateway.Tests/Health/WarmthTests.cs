using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class WarmthTests
{
    private const long Now = 42;

    [Theory]
    [InlineData(NodeHealth.Starting)]
    [InlineData(NodeHealth.Unhealthy)]
    public void Next_AfterAnAbsence_CountsFromWhenItTakesNewClients(NodeHealth away)
    {
        var cold = default(Warmth).Next(away, answered: true, PlacementTier.Never, Now);
        var inMaintenance = cold.Next(NodeHealth.Healthy, answered: true, PlacementTier.Never, Now + 1);
        var back = inMaintenance.Next(NodeHealth.Healthy, answered: true, PlacementTier.Healthy, Now + 2);

        Assert.Null(inMaintenance.Since);
        Assert.Equal(Now + 2, back.Since);
        Assert.Equal(back, back.Next(NodeHealth.Healthy, answered: true, PlacementTier.Healthy, Now + 3));
    }

    [Fact]
    public void Next_AtTheGatewaysOwnStart_IsWarm()
    {
        var first = default(Warmth).Next(NodeHealth.Starting, answered: false, PlacementTier.Never, Now);

        Assert.Equal(default, first.Next(NodeHealth.Healthy, answered: true, PlacementTier.Healthy, Now));
    }

    [Theory]
    [InlineData(NodeHealth.Degraded)]
    [InlineData(NodeHealth.Unknown)]
    public void Next_OtherStates_AreNoAbsence(NodeHealth health)
    {
        var then = default(Warmth).Next(health, answered: true, PlacementTier.Degraded, Now);

        Assert.Equal(default, then.Next(NodeHealth.Healthy, answered: true, PlacementTier.Healthy, Now));
    }
}
