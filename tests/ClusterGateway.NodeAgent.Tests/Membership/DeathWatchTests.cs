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
        Watch(Options.Dead - TimeSpan.FromSeconds(1));
        Assert.Null(_watch.Check("node2"));

        Watch(TimeSpan.FromSeconds(1));

        Assert.Equal(new StoreCheck("alive/node2", StoreCondition.Absent), _watch.Check("node2"));
    }

    [Theory]
    [InlineData("Alive")]
    [InlineData("Suspect")]
    public void Check_CameBackInBetween_CountsAnew(string liveness)
    {
        Watch(Options.Dead);
        Note(Enum.Parse<Liveness>(liveness));
        Note(Liveness.Dead);

        Assert.Null(_watch.Check("node2"));
    }

    [Fact]
    public void Check_NobodyLookedForAWhile_CountsAnew()
    {
        Watch(Options.Dead);
        _time.Advance(Options.Dead + TimeSpan.FromSeconds(1));
        Assert.Null(_watch.Check("node2"));

        Note(Liveness.Dead);
        Assert.Null(_watch.Check("node2"));

        Watch(Options.Dead);
        Assert.NotNull(_watch.Check("node2"));
    }

    [Fact]
    public void Check_LookedAtSeldom_IsFoundDeadAllTheSame()
    {
        Note(Liveness.Dead);
        _time.Advance(Options.Dead);
        Note(Liveness.Dead);

        Assert.NotNull(_watch.Check("node2"));
    }

    [Theory]
    [InlineData("Dead")]
    [InlineData("Alive")]
    public void Check_RemovedMember_IsDeadUntilItComesBack(string before)
    {
        Note(Enum.Parse<Liveness>(before));
        Watch(Options.Dead + TimeSpan.FromSeconds(1), members: []);
        Assert.NotNull(_watch.Check("node2"));

        Note(Liveness.Alive);

        Assert.Null(_watch.Check("node2"));
    }

    [Fact]
    public void Check_RemovedLongAgo_IsForgotten()
    {
        Note(Liveness.Dead);
        _time.Advance(TimeSpan.FromDays(31));
        Watch(Options.Dead + TimeSpan.FromSeconds(1), members: []);

        Assert.Null(_watch.Check("node2"));
    }

    [Fact]
    public void Check_NeverAMember_ProvesNothing()
    {
        Watch(Options.Dead);

        Assert.Null(_watch.Check("node9"));
    }

    private static Member Node2(Liveness liveness) => new() { Id = "node2", Instance = "i", Liveness = liveness };

    private void Note(Liveness liveness) => _watch.Note([Node2(liveness)]);

    /// <summary>Readings every second, the first at once.</summary>
    private void Watch(TimeSpan time, IReadOnlyList<Member>? members = null)
    {
        members ??= [Node2(Liveness.Dead)];
        _watch.Note(members);
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _watch.Note(members);
        }
    }
}
