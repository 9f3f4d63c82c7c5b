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
        var cold = default(Warmth).Next(away, wasAway: true, PlacementTier.Never, Now);
        var inMaintenance = cold.Next(NodeHealth.Healthy, wasAway: true, PlacementTier.Never, Now + 1);
        var back = inMaintenance.Next(NodeHealth.Healthy, wasAway: true, PlacementTier.Healthy, Now + 2);

        Assert.Null(inMaintenance.Since);
        Assert.Equal(Now + 2, back.Since);
        Assert.Equal(back, back.Next(NodeHealth.Healthy, wasAway: true, PlacementTier.Healthy, Now + 3));
    }

    [Theory]
    [InlineData(NodeHealth.Starting)]
    [InlineData(NodeHealth.Unhealthy)]
    public void Next_AtTheGatewaysOwnStart_IsWarm(NodeHealth health)
    {
        var first = default(Warmth).Next(health, wasAway: false, PlacementTier.Never, Now);

        Assert.Equal(default, first.Next(NodeHealth.Healthy, wasAway: true, PlacementTier.Healthy, Now));
    }

    [Theory]
    [InlineData(NodeHealth.Degraded)]
    [InlineData(NodeHealth.Unknown)]
    public void Next_OtherStates_AreNoAbsence(NodeHealth health)
    {
        var then = default(Warmth).Next(health, wasAway: true, PlacementTier.Degraded, Now);

        Assert.Equal(default, then.Next(NodeHealth.Healthy, wasAway: true, PlacementTier.Healthy, Now));
    }
}
