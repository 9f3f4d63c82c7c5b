namespace ClusterGateway.NodeAgent.Events;

/// <summary>The number of the last event. Changed in the same commit that writes events, so numbers have the order of the commits.</summary>
internal sealed record EventHead(long Last);
