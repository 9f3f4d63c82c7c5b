using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Whether this node may be primary, or stay it. Pure.</summary>
internal static class RoleFitness
{
    /// <summary>Why not, as the end of a sentence; null when it may.</summary>
    public static string? WhyNot(FitnessEvidence now) => now switch
    {
        { IsShuttingDown: true } => "this agent stops",
        { IsRegistered: false } => "this process does not own its node id",
        { Resigned: { } reason } => reason,
        { Switchover: { } wish } => wish.To is null ? "an administrator asked for a switchover" : $"an administrator asked for a switchover to {wish.To}",
        { IsPrimary: true, IsPaused: true } => WhyNotWhilePaused(now),
        _ => PrimarySelection.WhyNot(now.State, now.Health, now.Tags) ?? (now.IsPrimary ? WhyFailBack(now) : null),
    };

    /// <summary>Nothing but an administrator moves the role now: a primary that is unhealthy or drains keeps it, for nobody would take over.</summary>
    private static string? WhyNotWhilePaused(FitnessEvidence now) =>
        now.State == AdministrativeState.Maintenance || PrimarySelection.IsExcluded(now.Tags)
            ? PrimarySelection.WhyNot(now.State, now.Health, now.Tags)
            : null;

    private static string? WhyFailBack(FitnessEvidence now) =>
        now.Failback is { } patience && now.Better is { } better && now.BetterFor >= patience
            ? $"{better} has a higher failover priority and has been a candidate for {new Duration(patience)}"
            : null;
}
