namespace ClusterGateway.NodeAgent.Sessions;

/// <summary>What became of a wish, and who has the session now; null when nobody does.</summary>
internal sealed record SessionAnswer(SessionOutcome Outcome, SessionReference? Reference);
