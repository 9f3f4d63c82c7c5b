namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>What agents and gateways warn of by themselves: clocks, versions, time zones, ids used twice, certificates that end soon, lone nodes and gateways.</summary>
internal static class WarningDiagnosis
{
    // Findings of their own, with more about them, or no findings at all.
    private static readonly string[] Told = ["failover-paused", "failsafe", "no-primary", "two-primaries", Remarks.SingleGateway];

    private static readonly Dictionary<string, string> Fixes = new(StringComparer.Ordinal)
    {
        ["clock-skew"] = "synchronize the node and the store with a time server: 'timedatectl' and 'chronyc tracking' on both",
        ["time-zone-differs"] = "set the same time zone on every node ('timedatectl set-timezone'), and restart its agent",
        ["version-mismatch"] = "finish the upgrade: the same version on every node; patch versions may mix",
        ["duplicate-node"] = "give the second process a ClusterGateway:Node:Id of its own, or stop it",
        ["few-serving-nodes"] = "bring a node back, or add one: when this one fails, nobody serves",
        ["address-prefix-share"] = "name the proxy that these clients come through in ClusterGateway:TrustedProxies, or use a policy that does not go by address",
    };

    public static IEnumerable<Finding> Of(ClusterEvidence evidence) => evidence.Nodes
        .SelectMany(node => (node.Self?.Warnings ?? node.Member.Warnings).Select(warning => (Where: node.Member.Id, Warning: warning)))
        .Concat(evidence.Gateways.SelectMany(gateway => (gateway.Status?.Warnings ?? []).Select(warning => (Where: gateway.Gateway.Id, Warning: warning))))
        .Where(found => !Told.Contains(found.Warning.Code))
        // Every node raises what concerns the whole cluster.
        .DistinctBy(found => (found.Warning.Code, found.Warning.Detail))
        .Select(found => new Finding(
            found.Warning.Code, found.Where, found.Warning.Detail, FixOf(found.Warning.Code)));

    private static string FixOf(string code) => Fixes.GetValueOrDefault(code) ?? $"docs/operations/warnings.md tells what to do about '{code}'";
}
