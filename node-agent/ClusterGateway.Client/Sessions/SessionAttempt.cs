using ClusterGateway.Contracts.Sessions;

namespace ClusterGateway.Client.Sessions;

/// <summary>Whether the session is this process's now.</summary>
/// <param name="Session">When it is.</param>
/// <param name="HeldBy">Otherwise the node that has it.</param>
/// <param name="ETag">When it is: stands for this holder, however often it is put or touched again. The end of the session names it.</param>
public sealed record SessionAttempt(SessionView? Session, string? HeldBy = null, string? ETag = null);
