using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>What to do about a session: an outcome, and the commit that brings it about; null when nothing is to be changed.</summary>
/// <param name="Record">What the commit writes; null when it removes.</param>
internal sealed record SessionStep(SessionOutcome Outcome, SessionRecord? Record = null, StoreCommit? Commit = null);
