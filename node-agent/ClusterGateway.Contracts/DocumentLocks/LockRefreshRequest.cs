using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>Body of <c>POST /v1/locks/{resource}/refresh</c>: the time to live of a lock that is held under this id starts anew.</summary>
public sealed record LockRefreshRequest(string LockId, Duration? Ttl = null);
