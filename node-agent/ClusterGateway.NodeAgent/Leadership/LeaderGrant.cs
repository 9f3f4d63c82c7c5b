namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>The lease as this process holds it.</summary>
/// <param name="LeaseRevision">Where this process last left the lease entry.</param>
/// <param name="RenewedAt">Just before the last successful acquisition or renewal was sent.</param>
/// <param name="AcknowledgedAt">Just before the last question that every other member acknowledged while the store gave no answer.</param>
/// <param name="Confirmed">False after a renewal without an answer: the entry is read again before the next.</param>
internal sealed record LeaderGrant(long Term, long LeaseRevision, DateTimeOffset AcquiredAt, ClockReading RenewedAt, bool Confirmed = true, ClockReading? AcknowledgedAt = null);
