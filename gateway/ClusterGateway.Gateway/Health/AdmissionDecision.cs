using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Health;

/// <summary>
/// Decides what a node may be sent, from its two states and its tags; the stricter wins. The table for people is
/// docs/operations/node-states.md. Pure.
/// </summary>
internal static class AdmissionDecision
{
    public static readonly Admission Nothing = new(KeepsBound: false, PlacementTier.Never);

    public static Admission Decide(NodeHealth health, AdministrativeState administrativeState, IReadOnlyList<string> tags)
    {
        if (administrativeState == AdministrativeState.Maintenance || health is NodeHealth.Starting or NodeHealth.Unhealthy)
        {
            return Nothing;
        }

        var takesNew = administrativeState == AdministrativeState.Active && !NodeTags.Has(tags, NodeTags.NoLoadBalance);
        return new Admission(KeepsBound: true, takesNew ? TierOf(health, IsBackup(tags)) : PlacementTier.Never);
    }

    public static bool IsBackup(IReadOnlyList<string> tags) => NodeTags.Has(tags, NodeTags.Backup);

    private static PlacementTier TierOf(NodeHealth health, bool backup) => health switch
    {
        NodeHealth.Unknown => PlacementTier.Unknown,
        _ when backup => PlacementTier.Backup,
        NodeHealth.Degraded => PlacementTier.Degraded,
        _ => PlacementTier.Healthy,
    };
}
