using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>What the checks say of this node at one moment.</summary>
/// <param name="Version">
/// Rises when the health, a check's verdict or a warning comes or goes; not with every run, so the outputs and times of two snapshots of
/// one version may differ.
/// </param>
/// <param name="Reason">Why the node has this health: one sentence that names the check and its output.</param>
internal sealed record NodeHealthSnapshot(
    long Version, Health Health, IReadOnlyList<CheckView> Checks, IReadOnlyList<WarningView> Warnings, string Reason)
{
    public static NodeHealthSnapshot Of(long version, IReadOnlyList<CheckStatus> checks)
    {
        var (health, reason) = HealthDecision.Decide(checks);
        var warnings = checks.Select(c => c.Warning).OfType<WarningView>();
        return new NodeHealthSnapshot(version, health, [.. checks.Select(c => c.View)], [.. warnings], reason);
    }

    /// <summary>Whether a reader who knows the other would learn more than times and outputs.</summary>
    public bool DiffersFrom(NodeHealthSnapshot other) =>
        Health != other.Health
        || !Checks.Select(c => c.Passing).SequenceEqual(other.Checks.Select(c => c.Passing))
        || !Warnings.Select(w => w.Code).SequenceEqual(other.Warnings.Select(w => w.Code));
}
