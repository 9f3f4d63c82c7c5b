using ClusterGateway.Contracts.Sessions;

namespace ClusterGateway.Client.Sessions;

/// <summary>Whether the session is this process's now.</summary>
/// <param name="Session">When it is.</param>
/// <param name="HeldBy">Otherwise the node that has it.</param>
public sealed record SessionAttempt(SessionView? Session, string? HeldBy = null);
