namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary>What the checks need to know of their node; registered by the host.</summary>
/// <param name="NodeId">The id of this node.</param>
/// <param name="Application">The application's base address, <c>Node:Application</c>; null when the node has none.</param>
internal sealed record NodeHealthContext(string NodeId, Uri? Application);
