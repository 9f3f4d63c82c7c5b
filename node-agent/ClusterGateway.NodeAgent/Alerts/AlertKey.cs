namespace ClusterGateway.NodeAgent.Alerts;

/// <summary>What an alert is about: there is at most one open alert of a key.</summary>
/// <param name="Node">Null when it is about the cluster.</param>
internal readonly record struct AlertKey(string Code, string? Node);
