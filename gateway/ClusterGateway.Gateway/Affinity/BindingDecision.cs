namespace ClusterGateway.Gateway.Affinity;

/// <summary>Whether a binding holds. It does not end because another node came back, only because its own node keeps no clients.</summary>
internal static class BindingDecision
{
    /// <param name="cookieSent">The client sent an affinity cookie, readable or not.</param>
    /// <param name="boundNode">The node that the cookie or the placement memory names.</param>
    /// <param name="keepsBound">That node is among those that keep bound clients.</param>
    public static BindingOutcome Decide(bool cookieSent, string? boundNode, bool keepsBound) => (boundNode, cookieSent) switch
    {
        (not null, _) => keepsBound ? BindingOutcome.Hit : BindingOutcome.Rebound,
        (null, true) => BindingOutcome.Unknown,
        (null, false) => BindingOutcome.New,
    };
}
