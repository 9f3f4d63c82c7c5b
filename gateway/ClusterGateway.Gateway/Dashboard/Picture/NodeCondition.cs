using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>The two axes of a node's state as one word. Pure.</summary>
public sealed record NodeCondition(string Word, Tone Tone)
{
    /// <summary>What a person wants goes before what is seen, except that a node that is down is down.</summary>
    public static NodeCondition Of(NodeView node) => (node.Health, node.AdministrativeState) switch
    {
        (_, AdministrativeState.Maintenance) => new("Maintenance", Tone.Calm),
        (NodeHealth.Unhealthy, _) => new("Down", Tone.Bad),
        (_, AdministrativeState.Draining) => new("Draining", Tone.Calm),
        (NodeHealth.Unknown, _) => new("Agent silent", Tone.Warning),
        (NodeHealth.Starting, _) => new("Starting", Tone.Calm),
        (NodeHealth.Degraded, _) => new("Degraded", Tone.Warning),
        _ => new("Serving", Tone.Good),
    };
}
