using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.Storage;
using ClusterGateway.Testing.Time;

namespace ClusterGateway.NodeAgent.Tests.Membership;

public sealed class DeathWatchTests
{
    private static readonly MembershipOptions Options = new();

    private readonly FakeTimeProvider _time = new();
    private readonly DeathWatch _watch;

    public DeathWatchTests() => _watch = new DeathWatch(Options, _time);

    [Fact]
    public void Check_DeadForLongEnough_IsThatItsHeartbeatIsAbsent()
    {
        Note(Liveness.Dead);
        _time.Advance(Options.Dead - TimeSpan.FromSeconds(1));
        Note(Liveness.Dead);
        Assert.Null(_watch.Check("node2"));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new StoreCheck("alive/node2", StoreCondition.Absent), _watch.Check("node2"));
    }

    [Theory]
    [InlineData("Alive")]
    [InlineData("Suspect")]
    public void Check_CameBackInBetween_CountsAnew(string liveness)
    {
        Note(Liveness.Dead);
        _time.Advance(Options.Dead);
        Note(Enum.Parse<Liveness>(liveness));
        Note(Liveness.Dead);

        Assert.Null(_watch.Check("node2"));
    }

    [Fact]
    public void Check_NoMember_ProvesNothing()
    {
        Note(Liveness.Dead);
        _time.Advance(Options.Dead);
        _watch.Note([]);

        Assert.Null(_watch.Check("node2"));
        Assert.Null(_watch.Check("node9"));
    }

    private void Note(Liveness liveness) => _watch.Note([new Member { Id = "node2", Instance = "i", Liveness = liveness }]);
}
