namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

/// <summary>What a client learns from an answer.</summary>
/// <param name="Told">The id that it names as the current one, empty for an unlocked file; null when it names none.</param>
internal sealed record LockReply(int Status, string? Told);
