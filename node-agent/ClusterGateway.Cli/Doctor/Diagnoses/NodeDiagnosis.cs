using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Cli.Doctor.Diagnoses;

/// <summary>Every node serves, and its checks pass.</summary>
internal static class NodeDiagnosis
{
    public static IEnumerable<Finding> Of(ClusterEvidence evidence) => evidence.Nodes.SelectMany(Of);

    private static IEnumerable<Finding> Of(NodeEvidence node)
    {
        foreach (var check in node.Self?.Checks.Where(check => check is { Passing: false, Impact: not CheckImpact.Warning }) ?? [])
        {
            yield return new Finding(
                "check-failing", node.Member.Id, $"the check '{check.Name}' fails: {check.Output}",
                "mend what it names, on that node; what each check looks at is in docs/operations/node-checks.md");
        }

        if (node.Self is { Health: NodeHealth.Unhealthy } && node.Self.Checks.All(check => check.Passing != false))
        {
            yield return new Finding("node-unhealthy", node.Member.Id, "it is unhealthy and gets no traffic", "'clusterctl events' tells since when and why");
        }

        switch (node.Member)
        {
            case { AdministrativeState: AdministrativeState.Maintenance }:
                yield return new Finding(
                    "node-in-maintenance", node.Member.Id, "an administrator took it out of service", $"'clusterctl activate {node.Member.Id}' when the work is done");
                break;
            case { AdministrativeState: AdministrativeState.Draining, Drain: var drain }:
                yield return new Finding(
                    "node-draining", node.Member.Id, $"it takes no new users{(drain is null ? "" : $" and goes to maintenance within {Span.OfSeconds(drain.Remaining)}")}",
                    $"wait, or 'clusterctl activate {node.Member.Id}'");
                break;
            case { Weight: 0 }:
                yield return new Finding("weight-zero", node.Member.Id, "its weight is 0: it takes no new users", "set Node:Weight, 100 by default");
                break;
        }
    }
}
