using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class NodeAdmissionTests
{
    private static readonly MemberRecord Record = new() { Id = "node1", Instance = "other", Agent = "http://10.0.0.1:7400" };
    private static readonly AliveRecord Alive = new("other", Health.Healthy, 0, []);

    [Fact]
    public void Decide_NewId_Enters() => Assert.Equal(AdmissionAction.Enter, Decide(null, null, null));

    [Fact]
    public void Decide_EarlierProcessDead_Enters() => Assert.Equal(AdmissionAction.Enter, Decide(Record, null, null));

    [Fact]
    public void Decide_OwnHeartbeat_Enters() => Assert.Equal(AdmissionAction.Enter, Decide(Record, Alive with { Instance = "own" }, null));

    [Fact]
    public void Decide_AnotherAlive_AsksFirst() => Assert.Equal(AdmissionAction.Ask, Decide(Record, Alive, null));

    [Theory]
    [InlineData("Refused", "Enter")]
    [InlineData("Ourselves", "Enter")]
    [InlineData("None", "Wait")]
    [InlineData("Another", "Refuse")]
    public void Decide_AnotherAliveAndAsked_FollowsTheAnswer(string answer, string action) =>
        Assert.Equal(action, Decide(Record, Alive, Enum.Parse<PeerAnswer>(answer)).ToString());

    [Fact]
    public void Decide_AnotherAnswers_NamesItAndTheFix()
    {
        var reason = NodeAdmission.Decide("own", Record, Alive, PeerAnswer.Another).Reason;

        Assert.Contains("node1", reason, StringComparison.Ordinal);
        Assert.Contains(Record.Agent!, reason, StringComparison.Ordinal);
        Assert.Contains("ClusterGateway:Node:Id", reason, StringComparison.Ordinal);
    }

    private static AdmissionAction Decide(MemberRecord? record, AliveRecord? alive, PeerAnswer? ask) =>
        NodeAdmission.Decide("own", record, alive, ask).Action;
}
