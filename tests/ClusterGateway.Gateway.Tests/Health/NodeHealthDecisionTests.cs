using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class NodeHealthDecisionTests
{
    private const int SilentAfter = 2;

    [Theory]
    // The agent answers: its verdict, at once.
    [InlineData(NodeHealth.Healthy, 0, false, null, NodeHealth.Healthy)]
    [InlineData(NodeHealth.Degraded, 0, false, null, NodeHealth.Degraded)]
    [InlineData(NodeHealth.Unhealthy, 0, false, null, NodeHealth.Unhealthy)]
    [InlineData(NodeHealth.Starting, 0, false, null, NodeHealth.Starting)]
    // One missed answer is not silence.
    [InlineData(NodeHealth.Healthy, 1, false, null, NodeHealth.Healthy)]
    [InlineData(null, 1, false, null, NodeHealth.Starting)]
    // Silence: the application decides.
    [InlineData(NodeHealth.Healthy, 2, false, true, NodeHealth.Unknown)]
    [InlineData(NodeHealth.Healthy, 2, false, false, NodeHealth.Unhealthy)]
    [InlineData(NodeHealth.Unhealthy, 2, false, true, NodeHealth.Unknown)]
    [InlineData(null, 2, false, true, NodeHealth.Unknown)]
    [InlineData(null, 2, false, null, NodeHealth.Unhealthy)]
    // A failed connect counts when the gateway's own probe confirms it, and only then.
    [InlineData(NodeHealth.Healthy, 0, true, false, NodeHealth.Unhealthy)]
    [InlineData(NodeHealth.Healthy, 0, true, true, NodeHealth.Healthy)]
    [InlineData(NodeHealth.Healthy, 0, true, null, NodeHealth.Healthy)]
    [InlineData(NodeHealth.Healthy, 1, true, false, NodeHealth.Unhealthy)]
    public void Decide_Evidence_GivesHealth(NodeHealth? said, int unanswered, bool connectFailed, bool? applicationAnswers, NodeHealth expected)
    {
        var self = said is { } health ? new SelfView { Id = "n1", Cluster = "c", Instance = "i", Health = health } : null;

        var verdict = NodeHealthDecision.Decide(new NodeEvidence(self, unanswered, connectFailed, applicationAnswers, KeptBound: false), SilentAfter);

        Assert.Equal(expected, verdict.Health);
        Assert.NotEmpty(verdict.Reason);
    }

    [Theory]
    [InlineData(true, true, NodeHealth.Unknown)]
    [InlineData(true, false, NodeHealth.Starting)]
    [InlineData(false, true, NodeHealth.Starting)]
    public void Decide_AnAgentThatStarts_KeepsTheUsersOfAnApplicationThatAnswers(bool keptBound, bool applicationAnswers, NodeHealth expected)
    {
        var self = new SelfView { Id = "n1", Cluster = "c", Instance = "i", Health = NodeHealth.Starting };

        Assert.Equal(expected, NodeHealthDecision.Decide(new NodeEvidence(self, 0, false, applicationAnswers, keptBound), SilentAfter).Health);
    }
}
