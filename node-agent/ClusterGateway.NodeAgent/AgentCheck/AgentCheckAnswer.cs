using System.Globalization;
using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.AgentCheck;

/// <summary>
/// From the node's state to the line that HAProxy reads. HAProxy keeps what a line does not mention, so each line names the administrative
/// state, the health and the weight anew, except where it must not decide. Pure.
/// </summary>
internal static class AgentCheckAnswer
{
    private const int LongestReason = 200;

    public static string ForUsers(AgentCheckEvidence node)
    {
        if (node.State == AdministrativeState.Maintenance)
        {
            return "maint";
        }

        var state = node.State == AdministrativeState.Draining ? "drain" : "ready";
        var weight = string.Create(CultureInfo.InvariantCulture, $"{Weight(node)}%");
        return node.Health switch
        {
            Health.Healthy or Health.Degraded => $"{state} up {weight}",
            Health.Unhealthy => $"{state} down {weight} #{Reason(node.FailingChecks)}",
            // An agent that has just started has not looked yet. To say "down" would take the sessions of an application that runs.
            _ => $"{state} {weight}",
        };
    }

    /// <summary>
    /// A secondary is in maintenance as far as the balancer sees: nothing is wrong with it, so nobody is alarmed, and its admin connections are cut
    /// all the same. A primary that is about to hand over finishes what runs and takes nothing new.
    /// </summary>
    public static string ForAdministration(AgentCheckEvidence node) => node switch
    {
        { IsPrimary: false } => "maint",
        { IsStopping: true } => "drain up 100%",
        _ => "ready up 100%",
    };

    /// <summary>HAProxy has no tier for degraded nodes. A hundredth is as good as none beside healthy ones, and still takes over when those fail.</summary>
    private static int Weight(AgentCheckEvidence node) =>
        node is { Health: Health.Degraded, AnotherIsHealthy: true } ? (node.Weight + 99) / 100 : node.Weight;

    private static string Reason(IReadOnlyList<string> checks)
    {
        var text = checks.Count == 0 ? "unhealthy" : $"failing checks: {string.Join(' ', checks)}";
        return string.Concat(text.Take(LongestReason).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '?'));
    }
}
