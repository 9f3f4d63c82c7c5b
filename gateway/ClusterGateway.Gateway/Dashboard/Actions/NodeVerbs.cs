using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>Which buttons a node has. Pure.</summary>
internal static class NodeVerbs
{
    public static readonly NodeVerb Drain = new("drain", "Drain");
    public static readonly NodeVerb Maintenance = new("maintenance", "Maintenance");
    public static readonly NodeVerb Activate = new("activate", "Activate");

    private static readonly NodeVerb MakePrimary = new("make-primary", "Make primary");

    public static IReadOnlyList<NodeVerb> Of(NodeView node) => node.AdministrativeState switch
    {
        AdministrativeState.Maintenance => [Activate],
        AdministrativeState.Draining => [Activate, Maintenance],
        _ when MayBePrimary(node) => [MakePrimary, Drain, Maintenance],
        _ => [Drain, Maintenance],
    };

    public static string Url(NodeVerb verb, string node) => verb == MakePrimary
        ? $"/switchover?to={Uri.EscapeDataString(node)}"
        : $"/nodes/{Uri.EscapeDataString(node)}/{verb.Path}";

    /// <summary>As far as this gateway can tell; the agent decides.</summary>
    public static bool MayBePrimary(NodeView node) =>
        node is { Role: NodeRole.Secondary, AdministrativeState: AdministrativeState.Active, Health: NodeHealth.Healthy or NodeHealth.Degraded }
        && !NodeTags.Has(node.Tags, NodeTags.NoFailover);
}
