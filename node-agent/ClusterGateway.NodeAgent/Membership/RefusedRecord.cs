namespace ClusterGateway.NodeAgent.Membership;

/// <summary>The last process that was refused a taken node id, <c>refused/{id}</c>; it expires.</summary>
internal sealed record RefusedRecord(string Instance, string? Agent, string Machine);
