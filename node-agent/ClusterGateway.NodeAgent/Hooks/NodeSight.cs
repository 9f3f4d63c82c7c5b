using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>This node at one moment, as far as hooks are concerned.</summary>
/// <param name="HeldTerm">The term in which it is primary; null when it is not.</param>
/// <param name="KnownTerm">The highest term it knows.</param>
/// <param name="SettingsRevision">What it applied of the cluster's settings.</param>
/// <param name="Leader">Who is primary; null when nobody is known.</param>
internal sealed record NodeSight(
    long? HeldTerm, long KnownTerm, string? Leader, AdministrativeState State, Health Health, string HealthReason, long SettingsRevision = 0)
{
    public NodeRole Role => HeldTerm is null ? NodeRole.Secondary : NodeRole.Primary;
}
