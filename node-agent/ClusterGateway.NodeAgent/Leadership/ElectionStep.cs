namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>What to do now, and why in one sentence.</summary>
internal sealed record ElectionStep(ElectionAction Action, string Reason);
