using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Contracts.DocumentLocks;

/// <summary>Body of <c>POST /v1/locks/{resource}</c>: takes the lock, or refreshes it when it is held under the same id.</summary>
/// <param name="LockId">Whoever presents it holds the lock: 1–1,024 visible ASCII characters, compared character by character.</param>
/// <param name="Ttl">How long it holds without a refresh, 60–3,600 s; default as the agents are configured, 30 min.</param>
/// <param name="Owner">Whom to show to people, up to 256 characters.</param>
public sealed record LockRequest(string LockId, Duration? Ttl = null, string? Owner = null);
