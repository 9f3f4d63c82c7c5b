namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>What agents and gateways warn of by themselves: clocks, versions, time zones, ids used twice, certificates that end soon, lone nodes and gateways.</summary>
internal static class WarningDiagnosis
{
    // Findings of their own, with more about them.
    private static readonly string[] Told = ["failover-paused", "failsafe", "no-primary", "two-primaries"];

    public static IEnumerable<Finding> Of(ClusterEvidence evidence) => evidence.Nodes
        .SelectMany(node => (node.Self?.Warnings ?? node.Member.Warnings).Select(warning => (Where: node.Member.Id, Warning: warning)))
        .Concat(evidence.Gateways.SelectMany(gateway => (gateway.Status?.Warnings ?? []).Select(warning => (Where: gateway.Gateway.Id, Warning: warning))))
        .Where(found => !Told.Contains(found.Warning.Code))
        // Every node raises what concerns the whole cluster.
        .DistinctBy(found => (found.Warning.Code, found.Warning.Detail))
        .Select(found => new Finding(
            found.Warning.Code, found.Where, found.Warning.Detail, $"docs/operations/warnings.md tells what to do about '{found.Warning.Code}'"));
}
