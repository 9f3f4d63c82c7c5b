namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>An action on a node as a button.</summary>
public sealed record NodeVerb(string Path, string Label);
