using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class AdmissionDecisionTests
{
    /// <summary>The table of semantics §2, row by row.</summary>
    [Theory]
    [InlineData(NodeHealth.Starting, AdministrativeState.Active, "", false, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Active, "", true, nameof(PlacementTier.Healthy))]
    [InlineData(NodeHealth.Degraded, AdministrativeState.Active, "", true, nameof(PlacementTier.Degraded))]
    [InlineData(NodeHealth.Unknown, AdministrativeState.Active, "", true, nameof(PlacementTier.Unknown))]
    [InlineData(NodeHealth.Unhealthy, AdministrativeState.Active, "", false, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Draining, "", true, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Unknown, AdministrativeState.Draining, "", true, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Unhealthy, AdministrativeState.Draining, "", false, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Maintenance, "", false, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Active, NodeTags.NoLoadBalance, true, nameof(PlacementTier.Never))]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Active, NodeTags.Backup, true, nameof(PlacementTier.Backup))]
    [InlineData(NodeHealth.Degraded, AdministrativeState.Active, NodeTags.Backup, true, nameof(PlacementTier.Backup))]
    [InlineData(NodeHealth.Unknown, AdministrativeState.Active, NodeTags.Backup, true, nameof(PlacementTier.Unknown))]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Active, NodeTags.NoFailover, true, nameof(PlacementTier.Healthy))]
    public void Decide_EveryState_FollowsTheTable(NodeHealth health, AdministrativeState state, string tag, bool keepsBound, string tier)
    {
        var admission = AdmissionDecision.Decide(health, state, tag.Length == 0 ? [] : [tag]);

        Assert.Equal(new Admission(keepsBound, Enum.Parse<PlacementTier>(tier)), admission);
    }
}
