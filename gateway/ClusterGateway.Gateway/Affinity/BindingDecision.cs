namespace ClusterGateway.Gateway.Affinity;

/// <summary>Whether a binding holds. It does not end because another node came back, only because its own node keeps no clients.</summary>
internal static class BindingDecision
{
    /// <param name="keepsBound">A source named a node that keeps its clients.</param>
    /// <param name="wasBound">A source named a node.</param>
    /// <param name="showedSomething">The client sent something that names a node, readable or not.</param>
    public static BindingOutcome Decide(bool keepsBound, bool wasBound, bool showedSomething) => (keepsBound, wasBound, showedSomething) switch
    {
        (true, _, _) => BindingOutcome.Hit,
        (_, true, _) => BindingOutcome.Rebound,
        (_, _, true) => BindingOutcome.Unknown,
        _ => BindingOutcome.New,
    };
}
