using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionDecisionTests
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData(null, null, false, SessionOutcome.Created)]
    [InlineData("node1", "i1", false, SessionOutcome.Refreshed)]
    [InlineData("node1", "i1", true, SessionOutcome.Refreshed)]
    [InlineData("node1", "i0", false, SessionOutcome.Created)]
    [InlineData("node2", "i1", false, SessionOutcome.Held)]
    [InlineData("node2", "i1", true, SessionOutcome.Created)]
    public void Claim_ByNode1sProcessI1_DependsOnTheHolder(string? node, string? instance, bool dead, object outcome)
    {
        var step = Claim(node, instance, dead, _ => true);

        Assert.Equal(outcome, step.Outcome);
        Assert.Equal(step.Outcome is SessionOutcome.Held, step.Commit is null);
    }

    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData("node1", "i1", false, true)]
    [InlineData("node1", "i0", false, false)]
    [InlineData("node2", "i1", false, true)]
    [InlineData("node2", "i1", true, false)]
    public void Claim_WithACondition_ItIsAskedOfALivingHolderOnly(string? node, string? instance, bool dead, bool counts)
    {
        SessionReference? asked = null;

        var step = Claim(node, instance, dead, reference => (asked = reference) is null && reference is not null);

        Assert.Equal(SessionOutcome.Refused, step.Outcome);
        Assert.Null(step.Commit);
        Assert.Equal(counts, asked is not null);
    }

    [Fact]
    public void Claim_FromADeadNode_DependsOnItsDeathInTheStore_AndMovesTheCopies()
    {
        var step = Claim("node2", "i1", dead: true, _ => true);

        Assert.Equal(
            [
                "StorePut sessions/id Revision", "StorePut sessions-by-user/ann/id Any", "StorePut sessions-by-node/node1/id Any",
                "StoreDelete sessions-by-node/node2/id Any", "StoreCheck alive/node2 Absent",
            ],
            step.Commit!.Operations.Select(o => $"{o.GetType().Name} {o.Key} {o.Condition.Kind}"));
        Assert.All(step.Commit.Operations.OfType<StorePut>(), put => Assert.Equal(IdleTime, put.TimeToLive));
        Assert.True(step.Commit.Quiet);
    }

    [Fact]
    public void TouchAndRemove_NothingThere_ChangeNothing()
    {
        Assert.Equal(new SessionStep(SessionOutcome.Absent), SessionDecision.Touch(null, _ => true, IdleTime));
        Assert.Equal(new SessionStep(SessionOutcome.Absent), SessionDecision.Remove(null, _ => true));
        Assert.Equal(new SessionStep(SessionOutcome.Refused), SessionDecision.Remove(null, _ => false));
    }

    [Theory]
    [InlineData(0, true, 2)]
    [InlineData(15, true, 2)]
    [InlineData(50, true, 5)]
    [InlineData(900, true, 10)]
    [InlineData(0, false, 10)]
    public void CountingPace_TakesAHundredthOfTheTimeAtMost(int tookMilliseconds, bool inUse, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), CountingPace.After(TimeSpan.FromMilliseconds(tookMilliseconds), inUse));

    private static SessionStep Claim(string? node, string? instance, bool dead, Func<SessionReference?, bool> allows)
    {
        var holder = node is null ? null : new SessionReference(new SessionRecord("id", "ann", node, instance!), 7, IdleTime);
        var death = dead ? new StoreCheck($"alive/{node}", StoreCondition.Absent) : null;
        return SessionDecision.Claim(holder, new SessionRecord("id", "ann", "node1", "i1"), death, allows, IdleTime);
    }
}
