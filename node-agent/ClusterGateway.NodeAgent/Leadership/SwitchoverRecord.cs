namespace ClusterGateway.NodeAgent.Leadership;

/// <summary><c>leader/switchover</c>: an administrator's wish, until the primary has seen it.</summary>
/// <param name="Term">The term that should end: a later primary is not meant.</param>
internal sealed record SwitchoverRecord(string? To, long Term);
