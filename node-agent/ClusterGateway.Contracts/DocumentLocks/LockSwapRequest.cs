using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>
/// Body of <c>POST /v1/locks/{resource}/swap</c>: another id for a held lock, in one step; the file is never unlocked in between.
/// </summary>
public sealed record LockSwapRequest(string OldLockId, string LockId, Duration? Ttl = null);
