namespace ClusterGateway.Contracts.Leadership;

/// <summary>
/// Body of <c>POST /v1/leader/failsafe</c>, from a primary that does not reach the store to every other member: may it go on in its term?
/// 204 is a promise not to compete for one lease; 409 says why not.
/// </summary>
public sealed record FailsafeRequest(string Cluster, string NodeId, long Term);
