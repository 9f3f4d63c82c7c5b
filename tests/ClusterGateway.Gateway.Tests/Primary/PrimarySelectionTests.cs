using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Primary;

namespace ClusterGateway.Gateway.Tests.Primary;

public sealed class PrimarySelectionTests
{
    private const long Frequency = 1000;

    [Fact]
    public void Choose_OneClaimant_LastsLeaseLessMarginFromBeforeTheQuestion()
    {
        var (term, primary) = PrimarySelection.Choose([Node("n1", 5, primary: true, askedAt: 10_000)], knownTerm: 0, now: 11_000, Frequency);

        Assert.Equal(5, term);
        Assert.Equal(new PrimaryState("n1", 5, 10_000 + 5_400, Stopping: false), primary);
    }

    [Fact]
    public void Choose_TwoClaimants_HigherTermWins()
    {
        var (_, primary) = PrimarySelection.Choose([Node("n1", 5, primary: true), Node("n2", 6, primary: true)], 0, 0, Frequency);

        Assert.Equal("n2", primary?.NodeId);
    }

    [Fact]
    public void Choose_SameTermTwice_Nobody()
    {
        var (_, primary) = PrimarySelection.Choose([Node("n1", 6, primary: true), Node("n2", 6, primary: true)], 0, 0, Frequency);

        Assert.Null(primary);
    }

    [Fact]
    public void Choose_SecondaryKnowsHigherTerm_OldPrimaryIsRefused()
    {
        var (term, primary) = PrimarySelection.Choose([Node("n1", 5, primary: true), Node("n2", 6, primary: false)], 0, 0, Frequency);

        Assert.Equal(6, term);
        Assert.Null(primary);
    }

    [Fact]
    public void Choose_TermBelowTheHighestEverSeen_Nobody() =>
        Assert.Null(PrimarySelection.Choose([Node("n1", 5, primary: true)], knownTerm: 6, now: 0, Frequency).Primary);

    [Theory]
    [InlineData(5_399, true)]
    [InlineData(5_400, false)]
    public void Choose_AtTheDeadline_IsOver(long now, bool expected) =>
        Assert.Equal(expected, PrimarySelection.Choose([Node("n1", 5, primary: true)], 0, now, Frequency).Primary is not null);

    [Theory]
    [InlineData(NodeHealth.Healthy, true)]
    [InlineData(NodeHealth.Degraded, true)]
    [InlineData(NodeHealth.Unknown, true)]
    [InlineData(NodeHealth.Unhealthy, false)]
    [InlineData(NodeHealth.Starting, false)]
    public void Choose_Health_DecidesWhileTheLeaseLasts(NodeHealth health, bool expected) =>
        Assert.Equal(expected, PrimarySelection.Choose([Node("n1", 5, primary: true) with { Health = health }], 0, 0, Frequency).Primary is not null);

    private static NodeState Node(string id, long term, bool primary, long askedAt = 0) => new()
    {
        Id = id,
        Agent = new Uri("http://agent"),
        Address = new Uri("http://app"),
        Health = NodeHealth.Healthy,
        SelfAt = askedAt,
        Self = new SelfView
        {
            Id = id,
            Cluster = "c",
            Instance = "i",
            Role = primary ? NodeRole.Primary : NodeRole.Secondary,
            Term = term,
            LeaseRemaining = primary ? 8 : 0,
            LeaseMargin = 2.6,
        },
    };
}
