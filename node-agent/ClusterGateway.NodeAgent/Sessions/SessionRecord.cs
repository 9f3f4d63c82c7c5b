namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>A session's reference as it is stored, three times over: by its id, below its user, and below its node.</summary>
internal sealed record SessionRecord(string Id, string User, string Node, string Instance);
