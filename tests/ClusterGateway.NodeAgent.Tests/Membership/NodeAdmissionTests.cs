using ClusterGateway.NodeAgent.Membership;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class NodeAdmissionTests
{
    private static readonly MemberRecord Record = new() { Id = "node1", Instance = "other", Agent = "http://10.0.0.1:7400", Ports = "here" };
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

    [Theory]
    [InlineData("there", false, "Wait")]
    [InlineData("there", true, "Refuse")]
    [InlineData(null, false, "Wait")]
    [InlineData(null, true, "Refuse")]
    [InlineData("here", true, "Enter")]
    public void Decide_ACloneThatAnswersItself_WaitsWhetherTheOtherLives(string? ports, bool beats, string action) =>
        Assert.Equal(action, NodeAdmission.Decide("own", ports, Record, Alive, PeerAnswer.Ourselves, beats).Action.ToString());

    [Fact]
    public void Decide_NoAnswerButTheHeartbeatGoesOn_Refuses() =>
        Assert.Equal(AdmissionAction.Refuse, NodeAdmission.Decide("own", "here", Record, Alive, PeerAnswer.None, beats: true).Action);

    [Fact]
    public void Decide_AnotherAnswers_NamesItAndTheFix()
    {
        var reason = NodeAdmission.Decide("own", "here", Record, Alive, PeerAnswer.Another, beats: false).Reason;

        Assert.Contains("node1", reason, StringComparison.Ordinal);
        Assert.Contains(Record.Agent!, reason, StringComparison.Ordinal);
        Assert.Contains("ClusterGateway:Node:Id", reason, StringComparison.Ordinal);
    }

    private static AdmissionAction Decide(MemberRecord? record, AliveRecord? alive, PeerAnswer? ask) =>
        NodeAdmission.Decide("own", "here", record, alive, ask, beats: false).Action;
}
