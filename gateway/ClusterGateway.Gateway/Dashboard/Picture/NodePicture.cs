using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Diagnostics;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>A node as a row of the dashboard.</summary>
/// <param name="Reason">Why it is as it is, in a sentence.</param>
/// <param name="Check">The check to look at: the weightiest that fails, or else the weightiest.</param>
/// <param name="Traffic">Oldest first.</param>
public sealed record NodePicture(NodeView View, NodeCondition Condition, string Reason, CheckView? Check, IReadOnlyList<TrafficSample> Traffic);
