using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Hooks;

/// <summary>One change that a hook follows.</summary>
/// <param name="Term">The term that began or ended with it; for the other hooks the highest that this node knew.</param>
/// <param name="Role">The node's role after the change.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="SettingsRevision">What this node applied, where the hook follows that.</param>
internal sealed record HookCall(HookKind Hook, long Term, NodeRole Role, string Reason, long SettingsRevision = 0)
{
    /// <summary>What the command finds in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment(string cluster, string node) => new Dictionary<string, string>
    {
        ["CLUSTERGATEWAY_CLUSTER"] = cluster,
        ["CLUSTERGATEWAY_NODE"] = node,
        ["CLUSTERGATEWAY_HOOK"] = Hook.ToString(),
        ["CLUSTERGATEWAY_ROLE"] = Role == NodeRole.Primary ? "primary" : "secondary",
        ["CLUSTERGATEWAY_TERM"] = Term.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["CLUSTERGATEWAY_REASON"] = Reason,
        ["CLUSTERGATEWAY_SETTINGS_REVISION"] = SettingsRevision.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
