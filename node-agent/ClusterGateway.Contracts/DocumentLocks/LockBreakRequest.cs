namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>Optional body of <c>POST /v1/locks/{resource}/break</c>; the reason, up to 1,024 characters, stands in the event.</summary>
public sealed record LockBreakRequest(string? Reason = null);
