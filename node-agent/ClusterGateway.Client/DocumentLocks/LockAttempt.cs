using ClusterGateway.Contracts.DocumentLocks;

namespace ClusterGateway.Client.DocumentLocks;

/// <summary>What became of an operation on a lock.</summary>
/// <param name="Succeeded">False when the file is not locked as the operation needs it.</param>
/// <param name="Lock">The lock that holds the file after it; null after a release and after a conflict.</param>
/// <param name="CurrentLockId">Of a conflict: the id that holds the file, empty when none does.</param>
/// <param name="Owner">Of a conflict: whom to name to people, if the holder told.</param>
public sealed record LockAttempt(bool Succeeded, LockView? Lock = null, string? CurrentLockId = null, string? Owner = null);
