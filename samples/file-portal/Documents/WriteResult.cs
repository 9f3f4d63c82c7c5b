using ClusterGateway.Contracts.DocumentLocks;

namespace FilePortal.Documents;

/// <param name="Holder">Of <see cref="WriteOutcome.Locked"/>: whose lock is in the way; null when it is that there is none.</param>
internal sealed record WriteResult(WriteOutcome Outcome, LockView? Holder = null);
