using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>A node that may become primary.</summary>
internal sealed record Candidate(string NodeId, Health Health, int FailoverPriority, long SettingsLag = 0);
