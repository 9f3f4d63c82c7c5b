namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What to do about a node id, and why.</summary>
internal sealed record AdmissionStep(AdmissionAction Action, string Reason);
