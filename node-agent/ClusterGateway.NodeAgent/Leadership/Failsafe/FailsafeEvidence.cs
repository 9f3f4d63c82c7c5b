namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>What decides over an acknowledgement.</summary>
/// <param name="Term">The term that should go on.</param>
/// <param name="HighestTerm">The highest that this node knows.</param>
/// <param name="StoreAnswers">Whether this node reaches the store itself: then it knows better than the primary.</param>
internal sealed record FailsafeEvidence(bool IsEnabled, bool SameCluster, bool IsPrimary, long Term, long HighestTerm, bool StoreAnswers);
