using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Retries;

namespace ClusterGateway.Gateway.Tests.Retries;

public sealed class WatchDecisionTests
{
    [Theory]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Active, true, true, (int)CutReason.None)]
    [InlineData(NodeHealth.Unknown, AdministrativeState.Active, true, true, (int)CutReason.None)]
    [InlineData(NodeHealth.Unhealthy, AdministrativeState.Active, true, false, (int)CutReason.NodeDown)]
    [InlineData(NodeHealth.Unhealthy, AdministrativeState.Active, false, false, (int)CutReason.None)]
    [InlineData(NodeHealth.Unhealthy, AdministrativeState.Active, false, true, (int)CutReason.NodeDown)]
    [InlineData(NodeHealth.Starting, AdministrativeState.Active, true, false, (int)CutReason.NodeDown)]
    [InlineData(NodeHealth.Healthy, AdministrativeState.Maintenance, true, true, (int)CutReason.None)]
    public void Decide_Node_CutsWhatWaitsForOneThatIsDown(
        NodeHealth health, AdministrativeState administrativeState, bool isSafe, bool isSilent, int expected)
    {
        var node = new NodeState
        {
            Id = "n1",
            Agent = new Uri("http://agent.invalid"),
            Health = health,
            AdministrativeState = administrativeState,
            Admission = AdmissionDecision.Decide(health, administrativeState, []),
            ApplicationSilent = isSilent,
        };

        Assert.Equal((CutReason)expected, WatchDecision.Decide(Wait(isSafe, limit: 0), node, now: 1_000));
    }

    [Theory]
    [InlineData(0, (int)CutReason.None)]
    [InlineData(901, (int)CutReason.None)]
    [InlineData(900, (int)CutReason.FirstByte)]
    public void Decide_Limit_CutsWhenItIsReached(long limit, int expected)
    {
        Assert.Equal((CutReason)expected, WatchDecision.Decide(Wait(isSafe: true, limit), node: null, now: 1_000));
    }

    private static WatchedWait Wait(bool isSafe, long limit) => new(1, new CancellationTokenSource(), "n1", isSafe, Since: 100, limit);
}
