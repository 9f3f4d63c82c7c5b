using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Gateway.Health;

/// <summary>What the gateway itself has seen of a node: all that its health is decided from.</summary>
/// <param name="Self">The agent's last answer; null when it never answered.</param>
/// <param name="Unanswered">Questions to the agent in a row without an answer.</param>
/// <param name="ConnectFailed">A request could not connect, and no probe of the application has succeeded since.</param>
/// <param name="ApplicationAnswers">The gateway's own last probe of the application; null when it was not asked.</param>
/// <param name="KeptBound">Until now the node kept its bound clients.</param>
internal readonly record struct NodeEvidence(SelfView? Self, int Unanswered, bool ConnectFailed, bool? ApplicationAnswers, bool KeptBound)
{
    /// <summary>The agent was started anew under a node that has users: that must not move them while the application itself answers.</summary>
    public bool AgentRestarted => KeptBound && Self?.Health == NodeHealth.Starting;
}
