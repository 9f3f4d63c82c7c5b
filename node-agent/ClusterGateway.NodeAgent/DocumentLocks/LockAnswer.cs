namespace ClusterGateway.NodeAgent.DocumentLocks;

/// <summary>The answer to a command, true of an instant between the call and its return.</summary>
/// <param name="Held">The lock that holds the file after it, or that was in the way; null when none.</param>
internal sealed record LockAnswer(LockOutcome Outcome, HeldLock? Held);
