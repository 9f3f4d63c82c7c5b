namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>The file <c>term.json</c> in the node's data directory.</summary>
internal sealed record RememberedTerm(long Highest);
