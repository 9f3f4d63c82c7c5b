using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Cli.Doctor;

/// <summary>Everything that a diagnosis is made from.</summary>
/// <param name="Asked">The agent that was asked first.</param>
/// <param name="Nodes">Every member, as that agent knows them, asked at its own address.</param>
internal sealed record ClusterEvidence(SelfView Asked, IReadOnlyList<NodeEvidence> Nodes, IReadOnlyList<GatewayEvidence> Gateways)
{
    public IEnumerable<NodeEvidence> Answering => Nodes.Where(node => node.Self is not null);
}
