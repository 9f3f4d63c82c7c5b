using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>Which hooks a change calls for, in their order. Pure; semantics in docs/operations/hooks.md.</summary>
internal static class HookDecision
{
    public static IEnumerable<HookCall> Due(NodeSight before, NodeSight now)
    {
        // Why a role ends comes before its end, as it came about.
        if (before.Health is Health.Healthy or Health.Degraded && now.Health == Health.Unhealthy)
        {
            yield return new HookCall(HookKind.OnFault, now.KnownTerm, now.Role, now.HealthReason);
        }

        if (before.State == AdministrativeState.Active && now.State == AdministrativeState.Draining)
        {
            yield return new HookCall(HookKind.OnDrain, now.KnownTerm, now.Role, "an administrator drains this node");
        }

        if (before.SettingsRevision != now.SettingsRevision)
        {
            yield return new HookCall(
                HookKind.OnSettingsChanged, now.KnownTerm, now.Role, $"the settings are at revision {now.SettingsRevision}", now.SettingsRevision);
        }

        if (before.HeldTerm is { } lost && now.HeldTerm != lost)
        {
            yield return new HookCall(HookKind.OnLostPrimary, lost, NodeRole.Secondary, WhyLost(now));
        }

        if (now.HeldTerm is { } term && before.HeldTerm != term)
        {
            yield return new HookCall(HookKind.OnBecamePrimary, term, NodeRole.Primary, $"this node is primary in term {term}");
        }
    }

    private static string WhyLost(NodeSight now) => now switch
    {
        { HeldTerm: { } next } => $"this node became primary again, in term {next}",
        { Leader: { } other } => $"{other} is primary in term {now.KnownTerm}",
        _ => "this node handed over or lost its lease, and no other is primary yet",
    };
}
