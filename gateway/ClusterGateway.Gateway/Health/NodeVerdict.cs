using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Health;

/// <summary>The effective health of a node, and why, in a sentence.</summary>
internal readonly record struct NodeVerdict(NodeHealth Health, string Reason);
