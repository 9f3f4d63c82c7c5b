namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>Body of <c>POST /v1/locks/{resource}/release</c>.</summary>
public sealed record LockReleaseRequest(string LockId);
