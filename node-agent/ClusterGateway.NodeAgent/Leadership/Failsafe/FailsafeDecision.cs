namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>Whether this node lets a primary without a store go on. Pure.</summary>
internal static class FailsafeDecision
{
    /// <summary>Why not, in a sentence; null to promise it.</summary>
    public static string? WhyNot(FailsafeEvidence now) => now switch
    {
        { IsEnabled: false } => "failsafe is off on this node",
        { SameCluster: false } => "this node belongs to another cluster",
        { IsPrimary: true } => $"this node is primary itself, in term {now.HighestTerm}",
        _ when now.Term < now.HighestTerm => $"term {now.Term} is over: term {now.HighestTerm} is known here",
        { StoreAnswers: true } => "the store answers this node",
        _ => null,
    };
}
