namespace ClusterGateway.Testing.Traffic;

/// <summary>A node that did not serve for a while.</summary>
/// <param name="From">Since the traffic began.</param>
/// <param name="To">When it could serve again.</param>
public sealed record Outage(string Node, TimeSpan From, TimeSpan To);
