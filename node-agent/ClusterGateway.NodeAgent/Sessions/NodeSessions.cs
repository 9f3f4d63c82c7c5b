namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>The sessions of a node by their references.</summary>
/// <param name="AreKept">Whether its application keeps references at all: it used them within a day. Otherwise zero says nothing.</param>
internal sealed record NodeSessions(long Count, bool AreKept);
